<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DatasetWords</name>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” has %n image(s). It learns better with %2 or more per class.</source>
        <translation>
            <numerusform>“%1” has %n image. It learns better with %2 or more per class.</numerusform>
            <numerusform>“%1” has %n images. It learns better with %2 or more per class.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HealthWords</name>
    <message numerus="yes">
        <source>%n damaged file(s)</source>
        <translation>
            <numerusform>%n damaged file</numerusform>
            <numerusform>%n damaged files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) on both sides of the split</source>
        <translation>
            <numerusform>%n image on both sides of the split</numerusform>
            <numerusform>%n images on both sides of the split</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) in several classes</source>
        <translation>
            <numerusform>%n image in several classes</numerusform>
            <numerusform>%n images in several classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) with identical copies</source>
        <translation>
            <numerusform>%n image with identical copies</numerusform>
            <numerusform>%n images with identical copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) with look-alikes</source>
        <translation>
            <numerusform>%n image with look-alikes</numerusform>
            <numerusform>%n images with look-alikes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tiny image(s)</source>
        <translation>
            <numerusform>%n tiny image</numerusform>
            <numerusform>%n tiny images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n very long or tall image(s)</source>
        <translation>
            <numerusform>%n very long or tall image</numerusform>
            <numerusform>%n very long or tall images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es) with few images</source>
        <translation>
            <numerusform>%n class with few images</numerusform>
            <numerusform>%n classes with few images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” has %n image(s)</source>
        <translation>
            <numerusform>“%1” has %n image</numerusform>
            <numerusform>“%1” has %n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Their shorter side is below %n pixel(s), so there is little to see.</source>
        <translation>
            <numerusform>Their shorter side is below %n pixel, so there is little to see.</numerusform>
            <numerusform>Their shorter side is below %n pixels, so there is little to see.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One side is more than %n time(s) the other. Cropping would show only their middle.</source>
        <translation>
            <numerusform>One side is more than %n time the other. Cropping would show only their middle.</numerusform>
            <numerusform>One side is more than %n times the other. Cropping would show only their middle.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A class is learned better from %n image(s) or more.</source>
        <translation>
            <numerusform>A class is learned better from %n image or more.</numerusform>
            <numerusform>A class is learned better from %n images or more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n more</source>
        <translation>
            <numerusform>%1 · %n more</numerusform>
            <numerusform>%1 · %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::HealthView</name>
    <message numerus="yes">
        <source>%n image(s) excluded by you</source>
        <translation>
            <numerusform>%n image excluded by you</numerusform>
            <numerusform>%n images excluded by you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 And %n more could not be changed.</source>
        <translation>
            <numerusform>%1 And %n more could not be changed.</numerusform>
            <numerusform>%1 And %n more could not be changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportWords</name>
    <message numerus="yes">
        <source>“%1” holds %n class name(s).</source>
        <translation>
            <numerusform>“%1” holds %n class name.</numerusform>
            <numerusform>“%1” holds %n class names.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” is written (%2) and checked: read by %3, its probabilities for %n picture(s) differ from the model's by %4 at most.</source>
        <translation>
            <numerusform>“%1” is written (%2) and checked: read by %3, its probabilities for %n picture differ from the model's by %4 at most.</numerusform>
            <numerusform>“%1” is written (%2) and checked: read by %3, its probabilities for %n pictures differ from the model's by %4 at most.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelWords</name>
    <message numerus="yes">
        <source>%n class(es): %1</source>
        <translation>
            <numerusform>%n class: %1</numerusform>
            <numerusform>%n classes: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::BackboneCards</name>
    <message numerus="yes">
        <source>%n more backbone(s)</source>
        <translation>
            <numerusform>%n more backbone</numerusform>
            <numerusform>%n more backbones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::ClassCardDelegate</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::ClassListModel</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::ResultList</name>
    <message numerus="yes">
        <source>%L1 of %Ln picture(s)</source>
        <translation>
            <numerusform>%L1 of %Ln picture</numerusform>
            <numerusform>%L1 of %Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::ConfusionMatrixView</name>
    <message numerus="yes">
        <source>%n image(s) of “%1”, recognised</source>
        <translation>
            <numerusform>%n image of “%1”, recognised</numerusform>
            <numerusform>%n images of “%1”, recognised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) of “%1”, taken for “%2”</source>
        <translation>
            <numerusform>%n image of “%1”, taken for “%2”</numerusform>
            <numerusform>%n images of “%1”, taken for “%2”</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::DataPage</name>
    <message numerus="yes">
        <source>Looking through the folder: %n file(s) so far</source>
        <translation>
            <numerusform>Looking through the folder: %n file so far</numerusform>
            <numerusform>Looking through the folder: %n files so far</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::EvaluatePage</name>
    <message numerus="yes">
        <source>%1 of %n image(s)</source>
        <translation>
            <numerusform>%1 of %n image</numerusform>
            <numerusform>%1 of %n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) left out</source>
        <translation>
            <numerusform>%n file left out</numerusform>
            <numerusform>%n files left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::FigureRow</name>
    <message numerus="yes">
        <source>%n wrong</source>
        <translation>
            <numerusform>%n wrong</numerusform>
            <numerusform>%n wrong</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::ImageBrowser</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the first %1 of %n image(s)</source>
        <translation>
            <numerusform>the first %1 of %n image</numerusform>
            <numerusform>the first %1 of %n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::LayerList</name>
    <message numerus="yes">
        <source>The last %n of %1 layer(s) train</source>
        <translation>
            <numerusform>The last of %1 layers trains</numerusform>
            <numerusform>The last %n of %1 layers train</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 layer(s) train</source>
        <translation>
            <numerusform>%n of %1 layers trains</numerusform>
            <numerusform>%n of %1 layers train</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::Sidebar</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::ResumeBar</name>
    <message numerus="yes">
        <source>Discard this training? Its %n epoch(s) are lost.</source>
        <translation>
            <numerusform>Discard this training? Its one epoch is lost.</numerusform>
            <numerusform>Discard this training? Its %n epochs are lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::SkippedList</name>
    <message numerus="yes">
        <source>%n file(s) left out</source>
        <translation>
            <numerusform>%n file left out</numerusform>
            <numerusform>%n files left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::TrainProgress</name>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>about %n second left</numerusform>
            <numerusform>about %n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>about %n minute left</numerusform>
            <numerusform>about %n minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::SortDialog</name>
    <message numerus="yes">
        <source>%1 of %n picture(s)</source>
        <translation>
            <numerusform>%1 of %n picture</numerusform>
            <numerusform>%1 of %n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n picture(s)</source>
        <translation>
            <numerusform>Move %n picture</numerusform>
            <numerusform>Move %n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n picture(s)</source>
        <translation>
            <numerusform>Copy %n picture</numerusform>
            <numerusform>Copy %n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the %n with a remark</source>
        <translation>
            <numerusform>Only the one with a remark</numerusform>
            <numerusform>Only the %n with a remark</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SortWords</name>
    <message numerus="yes">
        <source>%n picture(s) copied.</source>
        <translation>
            <numerusform>%n picture copied.</numerusform>
            <numerusform>%n pictures copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) moved.</source>
        <translation>
            <numerusform>%n picture moved.</numerusform>
            <numerusform>%n pictures moved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) taken back.</source>
        <translation>
            <numerusform>%n picture taken back.</numerusform>
            <numerusform>%n pictures taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n get(s) a number, since the name is taken.</source>
        <translation>
            <numerusform>%n gets a number, since the name is taken.</numerusform>
            <numerusform>%n get a number, since their names are taken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n is (are) there already.</source>
        <translation>
            <numerusform>%n is there already.</numerusform>
            <numerusform>%n are there already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stay(s) where it is (they are).</source>
        <translation>
            <numerusform>%n stays where it is.</numerusform>
            <numerusform>%n stay where they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be sorted.</source>
        <translation>
            <numerusform>%n cannot be sorted.</numerusform>
            <numerusform>%n cannot be sorted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be; the table says why.</source>
        <translation>
            <numerusform>%n could not be; the table says why.</numerusform>
            <numerusform>%n could not be; the table says why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::UnfinishedSortBar</name>
    <message numerus="yes">
        <source>%n picture(s) sorted.</source>
        <translation>
            <numerusform>%n picture sorted.</numerusform>
            <numerusform>%n pictures sorted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) taken back.</source>
        <translation>
            <numerusform>%n picture taken back.</numerusform>
            <numerusform>%n pictures taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sorting %n picture(s) into “%1” was cut off. None is lost.</source>
        <translation>
            <numerusform>Sorting %n picture into “%1” was cut off. It is not lost.</numerusform>
            <numerusform>Sorting %n pictures into “%1” was cut off. None is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be, the first because: %1</source>
        <translation>
            <numerusform>%n could not be: %1</numerusform>
            <numerusform>%n could not be, the first because: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::StartChoice</name>
    <message numerus="yes">
        <source>Goes on from what it knows of %n class(es).</source>
        <translation>
            <numerusform>Goes on from what it knows of %n class.</numerusform>
            <numerusform>Goes on from what it knows of %n classes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keeps what it knows of %n class(es).</source>
        <translation>
            <numerusform>Keeps what it knows of %n class.</numerusform>
            <numerusform>Keeps what it knows of %n classes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new one(s) to learn.</source>
        <translation>
            <numerusform>%n new one to learn.</numerusform>
            <numerusform>%n new ones to learn.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::ComparisonRow</name>
    <message numerus="yes">
        <source>Right: %1, against %2 of “%3” on the same %n image(s).</source>
        <translation>
            <numerusform>Right: %1, against %2 of “%3” on the same image.</numerusform>
            <numerusform>Right: %1, against %2 of “%3” on the same %n images.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more show(s) classes that only one model knows.</source>
        <translation>
            <numerusform>%n more shows a class that only one model knows.</numerusform>
            <numerusform>%n more show classes that only one model knows.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::ChangesBar</name>
    <message numerus="yes">
        <source>%n change(s) since this evaluation</source>
        <translation>
            <numerusform>%n change since this evaluation</numerusform>
            <numerusform>%n changes since this evaluation</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cultivar::BackboneTable</name>
    <message numerus="yes">
        <source>Measured with %n thread(s) on %1, in batches of %2</source>
        <translation>
            <numerusform>Measured with %n thread on %1, in batches of %2</numerusform>
            <numerusform>Measured with %n threads on %1, in batches of %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n validation image(s); the true value lies between %1 and %2 in 95 of 100 cases</source>
        <translation>
            <numerusform>%n validation image; the true value lies between %1 and %2 in 95 of 100 cases</numerusform>
            <numerusform>%n validation images; the true value lies between %1 and %2 in 95 of 100 cases</numerusform>
        </translation>
    </message>
</context>
</TS>
