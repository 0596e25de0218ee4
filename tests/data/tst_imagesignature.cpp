// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Paths.h"
#include "core/data/ImageSignature.h"
#include "tests/data/Pictures.h"
#include "tests/data/Python.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cultivar;

class ImageSignatureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWhatPythonMakesOfTheFile_data();
    void isWhatPythonMakesOfTheFile();
    void tellsFilesApart();
    void isNothingForWhatCannotBeRead();

private:
    std::filesystem::path write(const char* name, const QByteArray& bytes) const
    {
        writeFile(m_folder.filePath(QLatin1String(name)), bytes);
        return toPath(m_folder.filePath(QLatin1String(name)));
    }

    QTemporaryDir m_folder;
};

/// The last byte counts, and those in the middle of a long file do not.
static QByteArray bytesOf(int size)
{
    QByteArray bytes(size, '\0');
    for (int i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(i * 31 + i / 251);
    return bytes;
}

void ImageSignatureTest::isWhatPythonMakesOfTheFile_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 16384, 16385, 20000, 32768, 32769, 300000})
        QTest::addRow("%d bytes", size) << size;
}

void ImageSignatureTest::isWhatPythonMakesOfTheFile()
{
    QFETCH(int, size);
    const auto path = write("image", bytesOf(size));
    const QString expected = Python::run(
        QStringLiteral("import hashlib, sys\n"
                       "b = open(sys.argv[1], 'rb').read()\n"
                       "n, k = len(b), 16384\n"
                       "h = hashlib.sha256(str(n).encode() + b'\\n' + b[:k] + b[max(k, n - k):])\n"
                       "print(int.from_bytes(h.digest()[:8], 'big'))"),
        {toQString(path)});
    QCOMPARE(QString::number(signatureOf(path).value()), expected.trimmed());
}

void ImageSignatureTest::tellsFilesApart()
{
    QByteArray bytes = bytesOf(100000);
    const auto first = signatureOf(write("one", bytes));
    QVERIFY(first == signatureOf(write("copy", bytes)));
    bytes.back() = char(bytes.back() + 1);
    QVERIFY(first != signatureOf(write("other end", bytes)));
    QVERIFY(first != signatureOf(write("longer", bytesOf(100000) + '\0')));
}

void ImageSignatureTest::isNothingForWhatCannotBeRead()
{
    QVERIFY(!signatureOf(toPath(m_folder.filePath(QStringLiteral("missing")))));
    QVERIFY(!signatureOf(toPath(m_folder.path())));
    QVERIFY(!signatureOf("/dev/zero"));
}

QTEST_APPLESS_MAIN(ImageSignatureTest)
#include "tst_imagesignature.moc"
