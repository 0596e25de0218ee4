// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/data/Pictures.h"
#include "tests/data/Python.h"

#include <QDir>
#include <QTemporaryDir>

namespace cultivar {

/// Writes one file per case and beside it, as NAME.rgb, what Pillow reads back: upright, on white, first
/// frame.
inline const char* const kMakeFiles = R"(
import sys, random, os, struct, zlib
from PIL import Image, ImageOps
d = sys.argv[1]
random.seed(1)
W, H = 83, 61
im = Image.effect_noise((W, H), 30).convert('RGB')
px = im.load()
for y in range(H):
    for x in range(W):
        n = px[x, y][0] - 128
        px[x, y] = (x * 3 % 256, min(255, max(0, y * 4 + n // 4)), (x * y) % 200)
soft = im.resize((20, 15)).resize((W, H), 3)
rgba = soft.copy(); rgba.putalpha(Image.linear_gradient('L').resize((W, H)))
def exif(o):
    e = Image.Exif(); e[0x0112] = o; return e.tobytes()
def keep(name, image, **kw):
    p = os.path.join(d, name); image.save(p, **kw)
    r = Image.open(p)
    if not name.endswith('.tif'): r = ImageOps.exif_transpose(r) # Pillow turns a TIFF by itself
    if r.mode in ('RGBA', 'LA', 'PA') or 'transparency' in r.info:
        r = r.convert('RGBA'); w = Image.new('RGBA', r.size, 'white'); w.alpha_composite(r); r = w
    r = r.convert('RGB')
    open(p + '.rgb', 'wb').write(r.tobytes()); open(p + '.size', 'w').write('%d %d' % r.size)
keep('baseline.jpg', soft, quality=92, subsampling=0)
keep('subsampled.jpg', soft, quality=85)
keep('progressive.jpg', soft, quality=85, progressive=True)
keep('grey.jpg', soft.convert('L'), quality=90)
keep('cmyk.jpg', soft.convert('CMYK'), quality=95)
for o in range(1, 9):
    keep('exif%d.jpg' % o, soft, exif=exif(o))
keep('rgb.png', im)
keep('palette.png', im.quantize(50))
for n in (2, 4, 16):
    keep('palette%d.png' % n, im.quantize(n))
keep('palette_alpha.png', im.quantize(50), transparency=3)
keep('one_bit.png', im.convert('1'))
keep('grey.png', im.convert('L'))
keep('alpha.png', rgba)
keep('grey_alpha.png', rgba.convert('LA'))
keep('interlaced.gif', im.quantize(64), interlace=True)
keep('animated.gif', im.quantize(64), save_all=True, append_images=[soft.quantize(64)])
keep('transparent.gif', im.quantize(64), transparency=5)
keep('grey.gif', im.convert('L'))
keep('rgb.bmp', im)
keep('grey.bmp', im.convert('L'))
keep('palette.bmp', im.quantize(50))
keep('one_bit.bmp', im.convert('1'))
keep('lossless.webp', im, lossless=True)
keep('alpha.webp', rgba, lossless=True, exact=True)
keep('lossy.webp', soft, quality=80)
keep('plain.tif', im)
keep('lzw.tif', im, compression='tiff_lzw')
keep('grey.tif', im.convert('L'), compression='tiff_adobe_deflate')
keep('alpha.tif', rgba)
keep('one_bit.tif', im.convert('1'), compression='group4')
keep('palette.tif', im.quantize(50))
keep('packbits.tif', im, compression='packbits')
keep('plain.ppm', im)
keep('plain.pgm', im.convert('L'))
for o in (3, 6, 8):
    keep('exif%d.png' % o, im, exif=exif(o))
    keep('exif%d.webp' % o, im, lossless=True, exif=exif(o))
    keep('exif%d.tif' % o, im, tiffinfo={0x0112: o})
b = bytearray(open(d + '/rgb.bmp', 'rb').read()); b[22:26] = (-H).to_bytes(4, 'little', signed=True)
open(d + '/topdown.bmp', 'wb').write(b); t = Image.open(d + '/topdown.bmp').convert('RGB')
open(d + '/topdown.bmp.rgb', 'wb').write(t.tobytes()); open(d + '/topdown.bmp.size', 'w').write('%d %d' % t.size)
def raw_png(name, bits, kind, rows, palette=None): # what Pillow cannot write; Pillow reads it back
    def chunk(t, c): return struct.pack('>I', len(c)) + t + c + struct.pack('>I', zlib.crc32(t + c))
    c = chunk(b'IHDR', struct.pack('>IIBBBBB', W, H, bits, kind, 0, 0, 0))
    if palette: c += chunk(b'PLTE', palette)
    c += chunk(b'IDAT', zlib.compress(b''.join(b'\0' + r for r in rows))) + chunk(b'IEND', b'')
    open(os.path.join(d, name), 'wb').write(b'\x89PNG\r\n\x1a\n' + c)
def packed(values, bits):
    n = 0
    for v in values: n = n << bits | v
    pad = -len(values) * bits % 8
    return (n << pad).to_bytes((len(values) * bits + pad) // 8, 'big')
def expect(name, pixels):
    open(os.path.join(d, name) + '.rgb', 'wb').write(bytes(pixels)); open(os.path.join(d, name) + '.size', 'w').write('%d %d' % (W, H))
for bits in (1, 2, 4, 8, 16): # grey of every depth, as PNG defines it: all ones are white
    top = (1 << bits) - 1
    values = [[(x * 7 + y * 3) * top // 830 for x in range(W)] for y in range(H)]
    raw_png('grey_depth%d.png' % bits, bits, 0, [packed(r, bits) for r in values])
    expect('grey_depth%d.png' % bits, [round(v * 255 / top) for r in values for v in r for _ in range(3)])
deep = [[(x * 65535 // W, y * 65535 // H, (x * y * 13) % 65536) for x in range(W)] for y in range(H)]
raw_png('deep.png', 16, 2, [struct.pack('>%dH' % (3 * W), *[v for p in r for v in p]) for r in deep])
expect('deep.png', [round(v / 257) for r in deep for p in r for v in p])
raw_png('deep_alpha.png', 16, 6, [struct.pack('>%dH' % (4 * W), *[v for p in r for v in p + (p[0],)]) for r in deep])
expect('deep_alpha.png', [round((v * p[0] / 65535 + 65535 - p[0]) / 257) for r in deep for p in r for v in p])
big = soft.resize((640, 480), 3); big.save(d + '/big.jpg', quality=90); big.save(d + '/bigp.jpg', quality=90, progressive=True)
)";

/// A folder of pictures in every format that Pillow writes; nothing without Pillow.
class PillowPictures
{
public:
    PillowPictures()
        : m_exists(Python::hasModules(QStringLiteral("PIL")) &&
                   !Python::run(kMakeFiles, {m_folder.path()}).isNull())
    {
    }
    bool exist() const { return m_exists; }
    QString at(const QString& name) const { return m_folder.filePath(name); }
    QByteArray bytes(const QString& name) const { return readFile(at(name)); }
    /// The names of those that have their pixels beside them, as NAME.rgb.
    QStringList golden() const
    {
        QStringList names;
        for (const QString& name : QDir(m_folder.path()).entryList({"*.rgb"}))
            names << name.chopped(4);
        return names;
    }

private:
    QTemporaryDir m_folder;
    bool m_exists = false;
};

} // namespace cultivar
