// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DuplicateFinder.h"

#include "core/base/ParallelFor.h"
#include "core/data/RawFile.h"
#include "core/data/UnionFind.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <bit>
#include <map>
#include <unordered_map>

namespace cultivar {

namespace {

constexpr int kBands = 4;
constexpr int kBandBits = 16;
constexpr std::size_t kBuckets = std::size_t(1) << kBandBits;
constexpr qsizetype kBlockBytes = 256 * 1024;

// Four bands share the different bits: below 8, one of them differs in at most one bit, and that is all that
// Band looks for.
static_assert(PerceptualHash::kNearDuplicateDistance < 2 * kBands);

/// SHA-256 of the file's bytes, empty where it cannot be read.
QByteArray contentHash(const std::filesystem::path& path, const CancelToken& cancel)
{
    const FileDescriptor file = rawfile::openFile(path.native());
    if (!file.isOpen())
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QByteArray block(kBlockBytes, Qt::Uninitialized);
    while (cancel.checkpoint()) {
        const ssize_t size = rawfile::readFully(file.value(), block.data(), std::size_t(block.size()));
        if (size < 0)
            return {};
        hash.addData(QByteArrayView(block.constData(), size));
        if (size < block.size())
            return hash.result();
    }
    return {};
}

/// Indices of the regular files that share their size with another one.
std::vector<std::size_t> withEqualSizes(const std::vector<std::filesystem::path>& paths)
{
    std::unordered_map<off_t, std::vector<std::size_t>> bySize;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        struct stat status;
        if (rawfile::status(paths[i].native(), status) && S_ISREG(status.st_mode))
            bySize[status.st_size].push_back(i);
    }
    std::vector<std::size_t> candidates;
    for (const auto& [size, indices] : bySize) {
        if (indices.size() > 1)
            candidates.insert(candidates.end(), indices.begin(), indices.end());
    }
    return candidates;
}

/// One quarter of every hash, as a table from its value to the hashes that have it.
class Band
{
public:
    Band(const std::vector<std::uint64_t>& hashes, int band) : m_shift(band * kBandBits)
    {
        m_starts.resize(kBuckets + 1);
        m_indices.resize(hashes.size());
        for (const std::uint64_t hash : hashes)
            ++m_starts[valueOf(hash) + 1];
        for (std::size_t value = 0; value < kBuckets; ++value)
            m_starts[value + 1] += m_starts[value];
        std::vector<std::size_t> next(m_starts.begin(), m_starts.end() - 1);
        for (std::size_t i = 0; i < hashes.size(); ++i)
            m_indices[next[valueOf(hashes[i])]++] = i;
    }

    /// Calls @p visit for every hash whose part differs from that of @p hash in at most one bit.
    template <typename Visitor>
    void forEachAlike(std::uint64_t hash, Visitor visit) const
    {
        visitBucket(valueOf(hash), visit);
        for (int bit = 0; bit < kBandBits; ++bit)
            visitBucket(valueOf(hash) ^ (std::size_t(1) << bit), visit);
    }

private:
    std::size_t valueOf(std::uint64_t hash) const { return (hash >> m_shift) & (kBuckets - 1); }

    template <typename Visitor>
    void visitBucket(std::size_t value, Visitor& visit) const
    {
        for (std::size_t i = m_starts[value]; i < m_starts[value + 1]; ++i)
            visit(m_indices[i]);
    }

    int m_shift;
    std::vector<std::size_t> m_starts;
    std::vector<std::size_t> m_indices;
};

} // namespace

DuplicateFinder::Groups DuplicateFinder::exact(const std::vector<std::filesystem::path>& paths, int threads,
                                               const CancelToken& cancel)
{
    const std::vector<std::size_t> candidates = withEqualSizes(paths);
    std::vector<QByteArray> hashes(candidates.size());
    parallelFor(candidates.size(), threads,
                [&](std::size_t i) { hashes[i] = contentHash(paths[candidates[i]], cancel); });
    UnionFind sets(paths.size());
    std::map<QByteArray, std::size_t> firsts;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (!hashes[i].isEmpty())
            sets.unite(firsts.emplace(hashes[i], candidates[i]).first->second, candidates[i]);
    }
    return sets.groups();
}

DuplicateFinder::Groups DuplicateFinder::near(const std::vector<PerceptualHash>& hashes)
{
    UnionFind sets(hashes.size());
    // Equal hashes are united at once: a thousand copies of one picture must not cost a million comparisons.
    std::unordered_map<std::uint64_t, std::size_t> firsts;
    std::vector<std::uint64_t> distinct;
    std::vector<std::size_t> owners;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        if (hashes[i].isFlat)
            continue;
        const auto [first, isNew] = firsts.emplace(hashes[i].bits, i);
        sets.unite(first->second, i);
        if (isNew) {
            distinct.push_back(hashes[i].bits);
            owners.push_back(i);
        }
    }
    for (int number = 0; number < kBands; ++number) {
        const Band band(distinct, number);
        for (std::size_t i = 0; i < distinct.size(); ++i) {
            band.forEachAlike(distinct[i], [&](std::size_t other) {
                if (other > i &&
                    std::popcount(distinct[i] ^ distinct[other]) <= PerceptualHash::kNearDuplicateDistance)
                    sets.unite(owners[i], owners[other]);
            });
        }
    }
    return sets.groups();
}

} // namespace cultivar
