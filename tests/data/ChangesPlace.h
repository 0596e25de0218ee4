// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Paths.h"
#include "core/data/DatasetChanges.h"
#include "tests/data/Pictures.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <map>

namespace cultivar {

/// The first bytes of a PNG are all that a scan looks at; the rest tells the files apart.
inline const QByteArray kPngHead("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16);

/// A dataset and, beside it, the app's folder.
class ChangesPlace
{
public:
    void write(const char* name, const QByteArray& content = {}) const
    {
        const QString path = m_root.filePath(QString::fromUtf8(name));
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QVERIFY(writeFile(path, kPngHead + (content.isEmpty() ? QByteArray(name) : content)));
    }
    std::filesystem::path root() const { return toPath(m_root.path()); }
    std::filesystem::path path(const std::string& name) const { return root() / name; }
    DatasetChanges changes() const { return DatasetChanges(root(), toPath(m_app.path())); }

    Dataset scan() const
    {
        auto dataset = FolderScanner::scan(root());
        if (!dataset)
            return {};
        changes().applyTo(*dataset);
        return *dataset;
    }
    QStringList items() const
    {
        QStringList names;
        for (const DatasetItem& item : scan().items)
            names << displayPath(item.path.lexically_relative(root()));
        return names;
    }
    /// Every file below the dataset's folder with its bytes.
    std::map<QString, QByteArray> content() const
    {
        std::map<QString, QByteArray> files;
        for (QDirIterator it(m_root.path(), QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
            const QString path = it.next();
            files[QDir(m_root.path()).relativeFilePath(path)] = readFile(path);
        }
        return files;
    }

    /// A picture that lies elsewhere.
    std::filesystem::path outside(const char* name, const QByteArray& content = {}) const
    {
        const QString path = m_elsewhere.filePath(QLatin1String(name));
        writeFile(path, kPngHead + (content.isEmpty() ? QByteArray(name) : content));
        return toPath(path);
    }

    QTemporaryDir m_root, m_app, m_elsewhere;
};

inline bool isAllDone(const DatasetChanges::Outcome& outcome)
{
    return outcome && outcome->empty();
}

} // namespace cultivar
