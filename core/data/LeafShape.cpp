// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/LeafShape.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace cultivar {

namespace {

constexpr double kPi = std::numbers::pi;

/// A closed curve through @p points, smooth where @p tension is 1 and angular where it is 0 (Catmull–Rom).
QPainterPath closedCurve(const std::vector<QPointF>& points, double tension)
{
    QPainterPath path(points.front());
    const std::size_t count = points.size();
    for (std::size_t i = 0; i < count; ++i) {
        const QPointF& before = points[(i + count - 1) % count];
        const QPointF& from = points[i];
        const QPointF& to = points[(i + 1) % count];
        const QPointF& after = points[(i + 2) % count];
        path.cubicTo(from + (to - before) * (tension / 6), to - (after - from) * (tension / 6), to);
    }
    path.closeSubpath();
    return path;
}

void addVein(QPainterPath& veins, const QPointF& from, const QPointF& to, double bend)
{
    const QPointF along = to - from;
    veins.moveTo(from);
    veins.quadTo(from + along * 0.5 + QPointF(-along.y(), along.x()) * bend, to);
}

QPainterPath stalkOf(double base, double length, double bend)
{
    QPainterPath stalk(QPointF(0, base - 0.02));
    stalk.quadTo(QPointF(bend * 0.3, base + length * 0.5), QPointF(bend, base + length));
    return stalk;
}

/// How a leaf with one midrib is shaped: half its width along the midrib, and what happens at the edge.
struct Profile
{
    std::function<double(double)> halfWidth; // of the way from base (0) to tip (1)
    double teeth = 0;                        // per side
    double toothDepth = 0;
    double tension = 1;
    int sideVeins = 6; // per side
    double veinRise = 0.2;
    double curl = 0; // sideways bend of the midrib
};

/// The midrib runs from (0, 1) to (0, −1), bent sideways.
QPointF midrib(const Profile& profile, double t)
{
    return {profile.curl * std::sin(t * kPi * 0.9), 1.0 - 2.0 * t};
}

QPointF edgePoint(const Profile& profile, double t, double side, Random& random)
{
    const double phase = t * profile.teeth - std::floor(t * profile.teeth);
    // A saw tooth: rises slowly towards the tip and falls back at once.
    const double tooth = profile.teeth > 0 ? profile.toothDepth * (phase - 0.5) : 0.0;
    const double wobble = 1.0 + random.uniform(-0.025, 0.025);
    const double width = std::max(0.0, profile.halfWidth(t) * wobble * (1.0 + tooth));
    return midrib(profile, t) + QPointF(side * width, 0);
}

LeafShape pinnateLeaf(const Profile& profile, double stalkLength, Random& random)
{
    constexpr int kSteps = 64;
    std::vector<QPointF> outline;
    for (int i = 0; i <= kSteps; ++i)
        outline.push_back(edgePoint(profile, double(i) / kSteps, -1, random));
    for (int i = kSteps - 1; i > 0; --i)
        outline.push_back(edgePoint(profile, double(i) / kSteps, 1, random));
    LeafShape leaf;
    leaf.blade = closedCurve(outline, profile.tension);
    leaf.stalk = stalkOf(1.0, stalkLength, random.uniform(-0.2, 0.2));
    leaf.mainVeins.moveTo(midrib(profile, 0));
    for (int i = 1; i <= 20; ++i)
        leaf.mainVeins.lineTo(midrib(profile, i / 20.0 * 0.97));
    for (int i = 0; i < profile.sideVeins; ++i) {
        const double t = 0.08 + 0.8 * (i + random.uniform(0.3, 0.7)) / profile.sideVeins;
        const double end = std::min(0.98, t + profile.veinRise);
        for (const double side : {-1.0, 1.0}) {
            const QPointF tip = midrib(profile, end) + QPointF(side * profile.halfWidth(end) * 0.88, 0);
            addVein(leaf.sideVeins, midrib(profile, t), tip, side * 0.1);
        }
    }
    return leaf;
}

LeafShape birch(Random& random)
{
    const double width = random.uniform(0.58, 0.82);
    const double widest = random.uniform(0.26, 0.38);
    const double taper = random.uniform(1.05, 1.4);
    Profile profile;
    profile.halfWidth = [=](double t) {
        const double low = std::pow(std::sin(std::min(1.0, t / widest) * kPi / 2), 0.75);
        const double high = t < widest ? 1.0 : std::pow((1.0 - t) / (1.0 - widest), taper);
        return width * low * high;
    };
    profile.teeth = std::floor(random.uniform(11, 17));
    profile.toothDepth = random.uniform(0.14, 0.26);
    profile.tension = 0.35;
    profile.sideVeins = 6;
    profile.veinRise = 0.16;
    profile.curl = random.uniform(-0.12, 0.12);
    return pinnateLeaf(profile, random.uniform(0.4, 0.6), random);
}

LeafShape oak(Random& random)
{
    const double width = random.uniform(0.48, 0.66);
    const double lobes = std::floor(random.uniform(4, 7));
    const double depth = random.uniform(0.22, 0.42);
    const double shift = random.uniform(-0.15, 0.15);
    Profile profile;
    profile.halfWidth = [=](double t) {
        // Widest beyond the middle, rounded lobes between deep bays.
        const double envelope = std::pow(std::sin(std::pow(t, 1.25) * kPi * 0.97), 0.62) * (0.45 + 0.65 * t);
        const double lobe = 0.5 + 0.5 * std::cos((t * lobes + shift) * 2 * kPi);
        return width * envelope * (1.0 - depth * std::pow(lobe, 1.4)) + 0.03 * (1 - t);
    };
    profile.sideVeins = static_cast<int>(lobes);
    profile.veinRise = 0.12;
    profile.curl = random.uniform(-0.12, 0.12);
    return pinnateLeaf(profile, random.uniform(0.15, 0.3), random);
}

LeafShape willow(Random& random)
{
    const double width = random.uniform(0.2, 0.34);
    const double widest = random.uniform(0.75, 1.05);
    Profile profile;
    profile.halfWidth = [=](double t) { return width * std::pow(std::sin(std::pow(t, widest) * kPi), 0.85); };
    profile.teeth = std::floor(random.uniform(22, 30));
    profile.toothDepth = random.uniform(0.02, 0.1);
    profile.tension = 0.6;
    profile.sideVeins = 11;
    profile.veinRise = 0.09;
    profile.curl = random.uniform(-0.28, 0.28);
    return pinnateLeaf(profile, random.uniform(0.15, 0.3), random);
}

QPointF polar(double angle, double radius)
{
    return {radius * std::sin(angle), -radius * std::cos(angle)};
}

/// Five pointed lobes fanned about the stalk, each with shoulders.
LeafShape maple(Random& random)
{
    const QPointF base(0, 0.42);
    const double spread = random.uniform(0.9, 1.1);
    const double bay = random.uniform(0.6, 0.74);
    const double shoulder = random.uniform(0.7, 0.78);
    const double lengths[] = {0.62, 1.06, 1.38, 1.06, 0.62};
    LeafShape leaf;
    std::vector<QPointF> outline{base + QPointF(0, -0.02)};
    for (int i = 0; i < 5; ++i) {
        const double angle = (i - 2) * 0.86 * spread + random.uniform(-0.05, 0.05);
        const double length = lengths[i] * random.uniform(0.92, 1.06);
        if (i > 0)
            outline.push_back(base + polar(angle - 0.43 * spread, bay * (i == 1 || i == 4 ? 0.72 : 1.0)));
        outline.push_back(base + polar(angle - 0.28, length * shoulder));
        outline.push_back(base + polar(angle - 0.15, length * (shoulder + 0.01)));
        outline.push_back(base + polar(angle, length));
        outline.push_back(base + polar(angle + 0.15, length * (shoulder + 0.01)));
        outline.push_back(base + polar(angle + 0.28, length * shoulder));
        addVein(leaf.mainVeins, base, base + polar(angle, length * 0.93), 0);
        for (const double side : {-1.0, 1.0}) {
            addVein(leaf.sideVeins, base + polar(angle, length * 0.5),
                    base + polar(angle + side * 0.19, length * 0.7), 0);
            addVein(leaf.sideVeins, base + polar(angle, length * 0.3),
                    base + polar(angle + side * 0.25, length * 0.5), 0);
        }
    }
    leaf.blade = closedCurve(outline, 0.4);
    leaf.stalk = stalkOf(base.y(), random.uniform(0.5, 0.75), random.uniform(-0.25, 0.25));
    return leaf;
}

/// A fan with a wavy rim, often split in the middle, its veins forking from the stalk.
LeafShape ginkgo(Random& random)
{
    const QPointF base(0, 0.75);
    const double opening = random.uniform(0.85, 1.2);
    const double notch = random.uniform() < 0.75 ? random.uniform(0.15, 0.6) : 0.04;
    const double waves = random.uniform(5, 9);
    const double phase = random.uniform(0, 2 * kPi);
    const double radius = random.uniform(1.3, 1.5);
    LeafShape leaf;
    std::vector<QPointF> outline{base};
    constexpr int kSteps = 48;
    for (int i = 0; i <= kSteps; ++i) {
        const double along = -1.0 + 2.0 * i / kSteps;
        const double split = notch * std::exp(-std::pow(along / 0.07, 2));
        const double rim =
            radius * (1.0 - 0.14 * along * along) * (1.0 + 0.025 * std::sin(waves * along * kPi + phase));
        outline.push_back(base + polar(along * opening, rim * (1.0 - split)));
        if (i % 2 == 1)
            addVein(leaf.sideVeins, base + polar(along * opening * 0.6, 0.12),
                    base + polar(along * opening, rim * (0.95 - split)), along * -0.04);
    }
    leaf.blade = closedCurve(outline, 0.8);
    leaf.stalk = stalkOf(base.y(), random.uniform(0.5, 0.8), random.uniform(-0.3, 0.3));
    return leaf;
}

} // namespace

LeafShape LeafShape::draw(LeafSpecies species, Random& random)
{
    switch (species) {
    case LeafSpecies::Birch:
        return birch(random);
    case LeafSpecies::Ginkgo:
        return ginkgo(random);
    case LeafSpecies::Maple:
        return maple(random);
    case LeafSpecies::Oak:
        return oak(random);
    case LeafSpecies::Willow:
        return willow(random);
    }
    return {};
}

} // namespace cultivar
