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
        <source>“%1” has %n image(s). It learns better with twenty or more per class.</source>
        <translation>
            <numerusform>“%1” has %n image. It learns better with twenty or more per class.</numerusform>
            <numerusform>“%1” has %n images. It learns better with twenty or more per class.</numerusform>
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
    <name>cultivar::ClassifyPage</name>
    <message numerus="yes">
        <source>%1 of %n picture(s)</source>
        <translation>
            <numerusform>%1 of %n picture</numerusform>
            <numerusform>%1 of %n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
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
</TS>
