// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ItemPath.h"

#include <QTest>

using namespace cultivar;

class ItemPathTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryByte()
    {
        const std::filesystem::path path("/photos/oak\xff \n//x.tar.jpg");
        const ItemPath item = path;
        const std::filesystem::path back = item;
        QCOMPARE(back.native(), path.native());
        QCOMPARE(item.native(), path.native());
    }

    void answersAsThePathDoes()
    {
        const std::filesystem::path path("/photos/oak/1.jpg");
        const ItemPath item = path;
        QCOMPARE(item.filename(), path.filename());
        QCOMPARE(item.parent_path(), path.parent_path());
        QCOMPARE(item.lexically_relative("/photos"), path.lexically_relative("/photos"));
        QVERIFY(item == path);
        QVERIFY(path == item);
        QVERIFY(item == ItemPath("/photos/oak/1.jpg"));
        QVERIFY(item != std::filesystem::path("/photos/oak/2.jpg"));
        QVERIFY(ItemPath() == ItemPath(std::string()));
    }
};

QTEST_GUILESS_MAIN(ItemPathTest)
#include "tst_itempath.moc"
