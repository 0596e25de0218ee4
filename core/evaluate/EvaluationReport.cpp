// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/EvaluationReport.h"

#include "core/base/ParallelFor.h"
#include "core/base/Paths.h"
#include "core/data/ImageDecoder.h"
#include "core/data/Resizer.h"
#include "core/evaluate/ReportCharts.h"
#include "core/weights/BackboneCatalog.h"
#include "core/weights/Download.h"

#include <QBuffer>
#include <QColor>
#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <map>

namespace cultivar {

namespace {

constexpr std::size_t kMistakesShown = 24, kSkippedShown = 50;
constexpr qsizetype kLargestMatrix = 60; // classes
constexpr int kPictureSide = 160;
constexpr int kPicturesPerRow = 4; // in print
constexpr int kPrintWidth = 640;   // pixels that fit on a page

QString percentText(double share)
{
    return QString::number(share * 100, 'f', 1) + QStringLiteral(" %");
}

QString rangeText(const Interval& interval)
{
    return QStringLiteral("95 % interval %1 to %2")
        .arg(percentText(interval.low), percentText(interval.high));
}

QString imageTag(const QByteArray& bytes, const char* type, const QString& size = {})
{
    return QStringLiteral("<img alt=\"\" %1src=\"data:image/%2;base64,%3\">")
        .arg(size, QLatin1String(type), QString::fromLatin1(bytes.toBase64()));
}

QByteArray encoded(const QImage& image, const char* format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, 88);
    return bytes;
}

/// Writes one report. Lives for one write().
class ReportWriter
{
public:
    ReportWriter(const EvaluationReport& report, const CancelToken& cancel)
        : m_report(report), m_evaluation(report.evaluation),
          m_isPrint(report.medium == EvaluationReport::Medium::Print), m_cancel(cancel)
    {
    }

    Result<QString> page()
    {
        addHead();
        addFigures();
        const History history = History::fromJson(m_report.model.training["history"].toArray());
        if (!history.epochs().empty())
            addSection("How it was trained", chart(curvesChart(history)));
        addMatrix();
        addClasses();
        addSection(
            "Can the confidence be trusted?",
            paragraph(QStringLiteral("On average, confidence and the share of right answers differ by "
                                     "%1 (expected calibration error, %2 bins). On the line both are equal; "
                                     "pale bars rest on fewer than %3 images.")
                          .arg(percentText(m_evaluation.metrics.reliability().expectedError()))
                          .arg(Reliability::kBins)
                          .arg(Reliability::kFew)) +
                chart(reliabilityChart(m_evaluation.metrics.reliability())));
        if (const auto added = addMistakes(); !added)
            return tl::unexpected(added.error());
        addSkipped();
        addSettings();
        if (const auto added = addHashes(); !added)
            return tl::unexpected(added.error());
        return m_html + QStringLiteral("</main></body></html>\n");
    }

private:
    QString name(int label) const { return m_evaluation.classes[label].toHtmlEscaped(); }

    static QString paragraph(const QString& text) { return QStringLiteral("<p>%1</p>\n").arg(text); }

    void addSection(const char* title, const QString& content)
    {
        m_html += QStringLiteral("<h2>%1</h2>\n%2").arg(QLatin1String(title), content);
    }

    QString chart(const ReportChart& chart) const
    {
        if (!m_isPrint)
            return QStringLiteral("<div class=\"chart\">%1</div>\n").arg(chart.svg());
        const QImage image = chart.image();
        const int width = std::min(kPrintWidth, image.width() / ReportChart::kImageScale);
        const QSize size = image.size().scaled(width, image.height(), Qt::KeepAspectRatio);
        return paragraph(
            imageTag(encoded(image, "PNG"), "png",
                     QStringLiteral("width=\"%1\" height=\"%2\" ").arg(size.width()).arg(size.height())));
    }

    void addHead()
    {
        QFile style(m_isPrint ? QStringLiteral(":/cultivar/report-print.css")
                              : QStringLiteral(":/cultivar/report.css"));
        style.open(QIODevice::ReadOnly);
        const QString model = displayPath(m_report.modelFile.stem()).toHtmlEscaped();
        const std::map<EvaluatedPart, const char*> parts{
            {EvaluatedPart::Validation, "the validation images of"},
            {EvaluatedPart::Test, "the test images of"},
            {EvaluatedPart::Unseen, "what the model was not trained on in"},
            {EvaluatedPart::All, "all images of"}};
        m_html = QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                                "<meta name=\"viewport\" content=\"width=device-width\">"
                                "<title>%1</title><style>%2</style></head><body><main>\n<h1>%1</h1>\n")
                     .arg(model, QString::fromUtf8(style.readAll()));
        m_html += paragraph(
            QStringLiteral("Evaluated on %1 %2 with Cultivar, %3.")
                .arg(QLatin1String(parts.at(m_evaluation.part)),
                     displayPath(m_evaluation.root.filename()).toHtmlEscaped(),
                     QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"))));
    }

    void addFigures()
    {
        const Metrics& metrics = m_evaluation.metrics;
        const auto figure = [](const char* title, const QString& value, const QString& line) {
            return QStringLiteral("<td><span class=\"label\">%1</span><br><span class=\"value\">%2</span><br>"
                                  "<span class=\"label\">%3</span></td>\n")
                .arg(QLatin1String(title), value, line);
        };
        m_html +=
            QStringLiteral("<table class=\"figures\" width=\"100%\"><tr>\n") +
            figure("Right (top-1)", percentText(metrics.top1().value), rangeText(metrics.top1().interval)) +
            figure("Among the first five", percentText(metrics.top5().value),
                   rangeText(metrics.top5().interval)) +
            figure("Macro F1", percentText(metrics.macroF1()), QStringLiteral("mean over the classes")) +
            figure("Images", QString::number(metrics.images()),
                   QStringLiteral("%1 of them right").arg(metrics.top1().hits)) +
            QStringLiteral("</tr></table>\n");
    }

    /// Transparent on the screen, so that it suits light and dark; mixed with white on paper.
    QString tint(double share, bool isRight) const
    {
        const int red = isRight ? 42 : 190, green = isRight ? 138 : 62, blue = isRight ? 82 : 44;
        const double strength = 0.85 * std::pow(share, 0.7);
        if (!m_isPrint)
            return QStringLiteral("rgba(%1,%2,%3,%4)").arg(red).arg(green).arg(blue).arg(strength, 0, 'f', 2);
        const auto mixed = [strength](int channel) {
            return static_cast<int>(255 - strength * (255 - channel));
        };
        return QColor(mixed(red), mixed(green), mixed(blue)).name();
    }

    void addMatrix()
    {
        if (m_evaluation.classes.size() > kLargestMatrix) {
            addSection(
                "Confusion matrix",
                paragraph(QStringLiteral("It has %1 classes, too many for a page; the JSON output has it.")
                              .arg(m_evaluation.classes.size())));
            return;
        }
        QString table = QStringLiteral("<table class=\"matrix\" cellspacing=\"1\"><tr><th></th>");
        const auto& confusion = m_evaluation.metrics.confusion();
        for (std::size_t i = 0; i < confusion.size(); ++i)
            table += QStringLiteral("<th title=\"%1\">%2</th>").arg(name(static_cast<int>(i))).arg(i + 1);
        table += QStringLiteral("</tr>\n");
        for (std::size_t t = 0; t < confusion.size(); ++t) {
            int total = 0;
            for (const int cell : confusion[t])
                total += cell;
            table += QStringLiteral("<tr><th class=\"row\">%1 &nbsp;%2</th>")
                         .arg(name(static_cast<int>(t)))
                         .arg(t + 1);
            for (std::size_t a = 0; a < confusion.size(); ++a) {
                const int cell = confusion[t][a];
                table += cell == 0 ? QStringLiteral("<td></td>")
                                   : QStringLiteral("<td style=\"background-color:%1\">%2</td>")
                                         .arg(tint(static_cast<double>(cell) / total, t == a))
                                         .arg(cell);
            }
            table += QStringLiteral("</tr>\n");
        }
        addSection("Confusion matrix",
                   paragraph(QStringLiteral("Rows: what is true. Columns: what the model says.")) +
                       QStringLiteral("<div class=\"wide\">%1</table></div>\n").arg(table));
    }

    void addClasses()
    {
        QString table = QStringLiteral(
            "<table class=\"list\" cellpadding=\"4\"><tr><th class=\"row\">Class</th><th>Images</th>"
            "<th>Precision</th><th>Recall</th><th>F1</th></tr>\n");
        const auto scores = m_evaluation.metrics.perClass();
        for (std::size_t i = 0; i < scores.size(); ++i)
            table += QStringLiteral(
                         "<tr><th class=\"row\">%1</th><td>%2</td><td>%3</td><td>%4</td><td>%5</td></tr>\n")
                         .arg(name(static_cast<int>(i)))
                         .arg(scores[i].support)
                         .arg(percentText(scores[i].precision), percentText(scores[i].recall),
                              percentText(scores[i].f1));
        addSection("Classes", table + QStringLiteral("</table>\n"));
    }

    QString mistake(const EvaluatedImage& image, const QImage& picture) const
    {
        return QStringLiteral(
                   "%1<br><b>%2</b>, taken for <b>%3</b> with %4<br><span class=\"label\">%5</span>")
            .arg(imageTag(encoded(picture, "JPG"), "jpeg"), name(image.truth), name(image.answer),
                 percentText(image.confidence()), displayPath(image.path.filename()).toHtmlEscaped());
    }

    Result<void> addMistakes()
    {
        const auto mistakes = m_evaluation.mistakes();
        QString gallery;
        int shown = 0;
        for (std::size_t i = 0; i < std::min(kMistakesShown, mistakes.size()); ++i) {
            if (!m_cancel.checkpoint())
                return failure(ErrorCode::Cancelled);
            const EvaluatedImage& image = m_evaluation.images[mistakes[i]];
            const auto decoded = ImageDecoder::decode(image.path, kPictureSide);
            if (!decoded)
                continue; // it has gone since
            const Image small = Resizer::shrunk(*decoded, kPictureSide);
            const QImage picture(small.rgb.data(), small.width, small.height, 3 * small.width,
                                 QImage::Format_RGB888);
            if (m_isPrint && shown % kPicturesPerRow == 0)
                gallery += shown == 0 ? QStringLiteral("<tr>") : QStringLiteral("</tr><tr>");
            gallery += (m_isPrint ? QStringLiteral("<td width=\"25%\">%1</td>\n")
                                  : QStringLiteral("<figure>%1</figure>\n"))
                           .arg(mistake(image, picture));
            ++shown;
        }
        if (shown == 0)
            addSection("Mistakes", paragraph(QStringLiteral("None.")));
        else
            addSection("The most confident mistakes",
                       paragraph(QStringLiteral("%1 of %2.").arg(shown).arg(mistakes.size())) +
                           (m_isPrint ? QStringLiteral("<table cellpadding=\"6\">%1</tr></table>\n")
                                      : QStringLiteral("<div class=\"gallery\">%1</div>\n"))
                               .arg(gallery));
        return {};
    }

    void addSkipped()
    {
        if (m_evaluation.skipped.empty())
            return;
        QString list;
        for (std::size_t i = 0; i < std::min(kSkippedShown, m_evaluation.skipped.size()); ++i) {
            const SkippedFile& file = m_evaluation.skipped[i];
            list += QStringLiteral("<li>%1 <span class=\"label\">%2</span></li>\n")
                        .arg(displayPath(file.path.lexically_relative(m_evaluation.root)).toHtmlEscaped(),
                             file.reason.detail.toHtmlEscaped());
        }
        addSection("Left out", paragraph(QStringLiteral("%1 files.").arg(m_evaluation.skipped.size())) +
                                   QStringLiteral("<ul>%1</ul>\n").arg(list));
    }

    static QString settingText(const QJsonValue& value)
    {
        if (value.isBool())
            return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
        if (!value.isObject())
            return value.toVariant().toString();
        QStringList parts;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            parts.append(it.key() + u' ' + settingText(it.value()));
        return parts.join(QStringLiteral(", "));
    }

    void addSettings()
    {
        QString table;
        const auto row = [&table](const QString& key, const QString& value) {
            table += QStringLiteral("<tr><th class=\"row\">%1</th><td class=\"text\">%2</td></tr>\n")
                         .arg(key.toHtmlEscaped(), value.toHtmlEscaped());
        };
        const ModelDescription& model = m_report.model;
        const auto info = BackboneCatalog::find(model.backbone);
        row(QStringLiteral("backbone"), info ? info->displayName : model.backbone);
        row(QStringLiteral("head"), model.head.type == HeadSpec::Type::Linear
                                        ? QStringLiteral("linear")
                                        : QStringLiteral("%1 hidden units, dropout %2")
                                              .arg(model.head.hidden)
                                              .arg(model.head.dropout));
        row(QStringLiteral("input"), QStringLiteral("%1 × %1 pixels").arg(model.preprocessing.crop));
        if (model.calibration)
            row(QStringLiteral("temperature"),
                QStringLiteral("%1 (calibration error on validation: %2 before, %3 after)")
                    .arg(model.calibration->temperature, 0, 'f', 3)
                    .arg(percentText(model.calibration->errorBefore),
                         percentText(model.calibration->errorAfter)));
        for (auto it = model.training.begin(); it != model.training.end(); ++it) {
            if (it.key() != QLatin1String("history"))
                row(it.key(), settingText(it.value()));
        }
        addSection("Settings",
                   QStringLiteral("<table class=\"list\" cellpadding=\"4\">%1</table>\n").arg(table));
    }

    Result<void> addHashes()
    {
        const auto model = sha256OfFile(m_report.modelFile, m_cancel);
        if (!model)
            return tl::unexpected(model.error());
        std::vector<std::filesystem::path> paths;
        for (const EvaluatedImage& image : m_evaluation.images)
            paths.push_back(image.path);
        const auto images = hashOfImages(paths, m_evaluation.root, m_cancel);
        if (!images)
            return tl::unexpected(images.error());
        addSection(
            "Hashes",
            QStringLiteral(
                "<table class=\"list\" cellpadding=\"4\">"
                "<tr><th class=\"row\">model, SHA-256</th><td class=\"text\"><code>%1</code></td></tr>\n"
                "<tr><th class=\"row\">images, SHA-256</th><td "
                "class=\"text\"><code>%2</code></td></tr></table>\n")
                    .arg(QString::fromLatin1(*model), *images) +
                paragraph(
                    QStringLiteral("The hash of the images is that of the lines sha256sum prints for them, "
                                   "sorted by path.")));
        return {};
    }

    const EvaluationReport& m_report;
    const Evaluation& m_evaluation;
    bool m_isPrint;
    CancelToken m_cancel;
    QString m_html;
};

} // namespace

Result<QString> hashOfImages(const std::vector<std::filesystem::path>& images,
                             const std::filesystem::path& root, const CancelToken& cancel)
{
    std::vector<std::pair<std::string, QByteArray>> lines(images.size());
    parallelFor(images.size(), QThread::idealThreadCount(), [&](std::size_t i) {
        if (cancel.isCancelled())
            return;
        if (const auto hash = sha256OfFile(images[i], cancel))
            lines[i] = {images[i].lexically_relative(root).native(), *hash};
    });
    if (cancel.isCancelled())
        return failure(ErrorCode::Cancelled);
    std::sort(lines.begin(), lines.end());
    QCryptographicHash whole(QCryptographicHash::Sha256);
    for (const auto& [path, hash] : lines) {
        if (!hash.isEmpty())
            whole.addData(hash + "  " + QByteArray::fromStdString(path) + '\n');
    }
    return QString::fromLatin1(whole.result().toHex());
}

Result<void> EvaluationReport::write(QIODevice& device, const CancelToken& cancel) const
{
    return ReportWriter(*this, cancel).page().and_then([&](const QString& page) -> Result<void> {
        const QByteArray bytes = page.toUtf8();
        if (device.write(bytes) != bytes.size())
            return failure(ErrorCode::WriteFailed, {}, device.errorString());
        return {};
    });
}

} // namespace cultivar
