// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/CultivarProcess.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#define VERIFY_FAILS(process, code, named)                                                                   \
    QVERIFY2((process).exitCode == (code), (process).err.constData());                                       \
    QCOMPARE((process).errorLines().size(), 1);                                                              \
    QVERIFY2((process).errorLines().first().contains(named), (process).err.constData());                     \
    QVERIFY((process).out.isEmpty())

inline void writeFile(const QString& path, const QByteArray& bytes)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

inline void writeImage(const QString& path, QRgb colour)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QImage image(40, 32, QImage::Format_RGB32);
    image.fill(colour);
    QVERIFY(image.save(path));
}

inline QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A folder of a test's own, in which the sample lies and a model may.
class SampleModel
{
protected:
    void drawSample() const
    {
        qputenv("XDG_DATA_HOME", inFolder("home").toUtf8());
        qputenv("TORCH_HOME", inFolder("home").toUtf8());
        qputenv("CULTIVAR_WEIGHTS_PATH", "");
        const auto drawn = CultivarProcess::run({"sample", m_sample});
        QVERIFY2(drawn.exitCode == 0, drawn.err.constData());
    }
    void trainModel() const
    {
        const auto trained =
            CultivarProcess::run({"train", m_sample, "--out", m_model, "--epochs", "1", "--json"});
        QVERIFY2(trained.exitCode == 0, trained.err.constData());
    }
    QString inFolder(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    const QString m_sample = inFolder("leaves");
    const QString m_model = inFolder("leaves.cultivar");
};
