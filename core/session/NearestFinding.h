// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"
#include "core/evaluate/NearestImages.h"
#include "core/jobs/JobRunner.h"

#include <memory>
#include <optional>

namespace cultivar {

class FeatureIndexJob;
class NearestJob;

/// The part of Session that finds the training images most like a picture. All of them pass the network once,
/// on a thread of its own beside whatever else runs; after that an answer takes a moment. GUI thread;
/// @p dataset and @p model are Session's.
class NearestFinding : public QObject
{
    Q_OBJECT

public:
    static constexpr int kCount = 6;
    /// More images pass the network only when the user asks.
    static constexpr std::size_t kUnasked = 2'000;

    enum class State {
        Nothing, // there is no dataset or no model, or no image of the one trained the other
        Waiting, // for prepare()
        Working, // images pass the network
        Ready
    };

    NearestFinding(const std::optional<Dataset>& dataset, const std::filesystem::path& model)
        : m_dataset(dataset), m_model(model)
    {
    }

    State state() const { return m_state; }
    /// A picture with these features, as in Explanation; the latest request wins. found() follows as soon as
    /// the state is Ready, which it becomes unasked where the dataset is small. @p self: the picture's own
    /// file.
    int find(std::vector<float> features, const std::filesystem::path& self);
    void prepare();
    /// Another model is in use.
    void onModelChanged();
    /// Another dataset is in use, or it was scanned anew: what was asked for is looked for there.
    void onDatasetChanged();
    void setPaused(bool isPaused);

Q_SIGNALS:
    void stateChanged();
    void progress(int done, int total);
    void found(int request, const std::vector<cultivar::Neighbour>& neighbours);
    void pictureReady(int request, int index, const cultivar::Image& picture);
    void failed(const cultivar::Error& error);

private:
    void forgetImages();
    void prepareSmall();
    void setState(State state);
    void search();

    struct Wanted
    {
        std::vector<float> features;
        std::filesystem::path self;
    };
    const std::optional<Dataset>& m_dataset;
    const std::filesystem::path& m_model;
    State m_state = State::Nothing;
    std::shared_ptr<const NearestImages> m_images;
    std::optional<Wanted> m_wanted;
    int m_requests = 0;
    bool m_isPaused = false;
    // The latest of each, until it has finished.
    FeatureIndexJob* m_indexing = nullptr;
    NearestJob* m_search = nullptr;
    JobRunner m_indexRunner, m_searchRunner;
};

} // namespace cultivar
