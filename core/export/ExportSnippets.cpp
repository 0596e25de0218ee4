// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/ExportSnippets.h"

#include "core/base/Paths.h"
#include "core/export/SafeTensorsExport_p.h"
#include "core/weights/BackboneCatalog.h"

#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

namespace cultivar {

namespace {

using Values = QMap<QString, QString>;

/// What stands between quotes in both languages.
QString quotable(QString text)
{
    return text.replace(u'\\', QStringLiteral("\\\\"))
        .replace(u'"', QStringLiteral("\\\""))
        .replace(u'\n', QStringLiteral("\\n"));
}

QString numbers(const std::array<float, 3>& values)
{
    QStringList texts;
    for (const float value : values)
        texts.append(QString::number(value, 'g', 7));
    return texts.join(QStringLiteral(", "));
}

/// A template with its values: lines "@condition|…" stay where the condition holds, "@NAME@" becomes the
/// value.
QString filled(const QString& name, const QSet<QString>& conditions, const Values& values)
{
    QFile file(QStringLiteral(":/cultivar/snippets/%1.in").arg(name));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    static const QRegularExpression kConditional(QStringLiteral("^@([a-z]+)\\|(.*)$"));
    QStringList lines;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        const auto match = kConditional.match(line);
        if (!match.hasMatch())
            lines.append(line);
        else if (conditions.contains(match.captured(1)))
            lines.append(match.captured(2));
    }
    QString text = lines.join(u'\n');
    for (auto value = values.begin(); value != values.end(); ++value)
        text.replace(u'@' + value.key() + u'@', value.value());
    return text;
}

QSet<QString> conditionsOf(const Preprocessing& preprocessing, const ExportOptions& options)
{
    static const QString kPolicies[] = {QStringLiteral("crop"), QStringLiteral("letterbox"),
                                        QStringLiteral("stretch")};
    return {kPolicies[static_cast<int>(preprocessing.policy)],
            options.isRawInput ? QStringLiteral("raw") : QStringLiteral("normalised"),
            options.givesProbabilities ? QStringLiteral("probabilities") : QStringLiteral("logits")};
}

Values valuesOf(const ModelDescription& model, const std::filesystem::path& output)
{
    const Preprocessing& p = model.preprocessing;
    const std::array<float, 3> inverse{1 / p.std[0], 1 / p.std[1], 1 / p.std[2]};
    return {{"FILE", quotable(displayPath(output.filename()))},
            {"LABELS", quotable(displayPath(exportedLabels(output).filename()))},
            {"CROP", QString::number(p.crop)},
            {"RESIZE", QString::number(p.resize)},
            {"MEAN", numbers(p.mean)},
            {"STD", numbers(p.std)},
            {"INVERSE", numbers(inverse)}};
}

/// The Python lines that make the network into which the exported weights fit.
QString torchvisionNetwork(const ModelDescription& model)
{
    const TorchvisionHead head = torchvisionHead(model.backbone);
    const auto classes = model.classes.size();
    const bool isInception = model.backbone.startsWith(QLatin1String("inception"));
    const QString special =
        isInception ? QStringLiteral(", aux_logits=False, transform_input=True, init_weights=False")
                    : QString();
    const QString maker = QStringLiteral("network = torchvision.models.%1(%2)\n").arg(model.backbone);
    if (model.head.type == HeadSpec::Type::Linear && !head.linear.isEmpty())
        return maker.arg(QStringLiteral("num_classes=%1").arg(classes) + special).chopped(1);
    const auto outline = BackboneOutline::of(model.backbone);
    const std::int64_t width = outline ? outline->featureWidth : 0;
    const QString layers =
        model.head.type == HeadSpec::Type::Linear
            ? QStringLiteral("nn.Linear(%1, %2)").arg(width).arg(classes)
            : QStringLiteral("nn.Linear(%1, %2), nn.ReLU(), nn.Dropout(%3), nn.Linear(%2, %4)")
                  .arg(width)
                  .arg(model.head.hidden)
                  .arg(model.head.dropout)
                  .arg(classes);
    return maker.arg(special.mid(2)) + head.pooling +
           QStringLiteral("network.%1 = nn.Sequential(%2)").arg(head.replaced, layers);
}

} // namespace

std::filesystem::path exportedLabels(const std::filesystem::path& output)
{
    return output.parent_path() / (output.stem() += ".labels.txt");
}

std::vector<ExportSnippet> exportSnippets(const ModelDescription& model, const ExportOptions& options,
                                          const std::filesystem::path& output)
{
    const bool isWeights = options.format == ExportFormat::SafeTensors;
    const auto info = BackboneCatalog::find(model.backbone);
    if (options.format == ExportFormat::Labels || (isWeights && info && !info->needsWeights()))
        return {};

    const QSet<QString> conditions = conditionsOf(model.preprocessing, options);
    const bool isBicubic = model.preprocessing.interpolation == Preprocessing::Interpolation::Bicubic;
    const auto snippet = [&](const char* language, const QString& suffix, const QString& filter) {
        ExportSnippet snippet{QString::fromLatin1(language), output, {}};
        snippet.file += suffix.toStdString();
        Values values = valuesOf(model, output);
        values["FILTER"] = filter;
        values["SNIPPET"] = displayPath(snippet.file.filename());
        if (isWeights)
            values["NETWORK"] = torchvisionNetwork(model);
        values["VIEW"] = filled(QStringLiteral("view") + suffix, conditions, values).chopped(1);
        snippet.text = filled(ExportOptions::name(options.format) + suffix, conditions, values);
        return snippet;
    };
    std::vector<ExportSnippet> snippets{snippet(
        "Python", QStringLiteral(".py"), isBicubic ? QStringLiteral("BICUBIC") : QStringLiteral("BILINEAR"))};
    if (!isWeights)
        snippets.push_back(snippet("C++", QStringLiteral(".cpp"),
                                   isBicubic ? QStringLiteral("CUBIC") : QStringLiteral("LINEAR")));
    return snippets;
}

} // namespace cultivar
