// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/SafeTensors.h"
#include "data/Pictures.h"
#include "data/Python.h"
#include "support/Models.h"
#include "support/Verify.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace cultivar;

namespace {

const std::map<std::string, std::string> kNoMetadata;

/// The tensors of @p classifier as a weights file, with @p change applied to each.
template <typename Change>
Result<void> writeWeights(const std::filesystem::path& path, const Classifier& classifier,
                          const std::map<std::string, std::string>& metadata, Change&& change)
{
    std::vector<torch::Tensor> values;
    std::vector<TensorView> views;
    for (const auto& [name, tensor] : classifier.tensors()) {
        const torch::Tensor value = change(name, tensor.detach().clone()).contiguous();
        if (!value.defined())
            continue;
        values.push_back(value);
        views.push_back({name,
                         value.is_floating_point() ? TensorType::F32 : TensorType::I64,
                         value.sizes().vec(),
                         {static_cast<const char*>(value.data_ptr()), qsizetype(value.nbytes())}});
    }
    return writeSafeTensors(path, views, metadata);
}

} // namespace

class ModelFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas();
    void refusesDamagedModels_data();
    void refusesDamagedModels();
    void refusesANewerVersion();
    void refusesDamagedListsOfImages_data();
    void refusesDamagedListsOfImages();
    void refusesWeightsThatDoNotFit();
    void leavesTheNetworkAloneWhenRefusing();
    void readsHalfPrecision();
    void readsPyTorchFiles();

private:
    std::filesystem::path path(const char* name) const
    {
        return toPath(m_folder.filePath(QLatin1String(name)));
    }

    QTemporaryDir m_folder;
};

void ModelFileTest::comesBackAsItWas()
{
    LoadedModel model = randomModel();
    model.description.classes[1] = QStringLiteral("Šípek \"quoted\" \\ / 薔薇");
    model.description.training["seed"] = 3;
    model.description.seen = SeenImages({~0ULL, 1, 1ULL << 63}, {5, 1});
    VERIFY_RESULT(saveModel(path("m.cultivar"), model.classifier, model.description));
    torch::manual_seed(99); // what loads must not depend on the values it starts with
    const auto loaded = loadModel(path("m.cultivar"));
    VERIFY_RESULT(loaded);
    QCOMPARE(loaded->description.toJson(), model.description.toJson());
    QCOMPARE(loaded->description.classes, model.description.classes);
    const std::vector<ImageSignature> trained{1, 1ULL << 63, ~0ULL},
        heldBack{5}; // 1 trained, so it judges no more
    QCOMPARE(loaded->description.seen->trained(), trained);
    QCOMPARE(loaded->description.seen->heldBack(), heldBack);
    const auto before = model.classifier.tensors(), after = loaded->classifier.tensors();
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        QCOMPARE(after[i].first, before[i].first);
        QVERIFY2(torch::equal(after[i].second, before[i].second), before[i].first.c_str());
    }
    const auto description = readModelDescription(path("m.cultivar"));
    VERIFY_RESULT(description);
    QCOMPARE(description->toJson(), model.description.toJson());
}

void ModelFileTest::refusesDamagedModels_data()
{
    QTest::addColumn<int>("kept"); // bytes; below 0: of the end
    QTest::newRow("empty") << 0;
    QTest::newRow("half a header") << 100;
    QTest::newRow("a byte short") << -1;
    QTest::newRow("half") << 400'000;
}

void ModelFileTest::refusesDamagedModels()
{
    QFETCH(int, kept);
    const LoadedModel model = randomModel();
    VERIFY_RESULT(saveModel(path("cut.cultivar"), model.classifier, model.description));
    const QString file = toQString(path("cut.cultivar"));
    const QByteArray whole = readFile(file);
    QVERIFY(whole.size() > 400'000);
    QVERIFY(writeFile(file, kept < 0 ? whole.chopped(-kept) : whole.left(kept)));
    const auto loaded = loadModel(path("cut.cultivar"));
    QVERIFY(!loaded.has_value());
    QCOMPARE(loaded.error().code, ErrorCode::DamagedModel);
    QCOMPARE(loaded.error().path, path("cut.cultivar"));
}

void ModelFileTest::refusesDamagedListsOfImages_data()
{
    QTest::addColumn<QJsonValue>("trained");
    QTest::newRow("no text") << QJsonValue(3);
    QTest::newRow("no base64") << QJsonValue("AAAAAAAAA*A=");
    QTest::newRow("not whole") << QJsonValue("AAAAAAAA");
}

void ModelFileTest::refusesDamagedListsOfImages()
{
    QFETCH(QJsonValue, trained);
    QJsonObject json = QJsonDocument::fromJson(randomModel().description.toJson()).object();
    json["images"] = QJsonObject{{"trained", trained}, {"held_back", ""}};
    const auto model = ModelDescription::fromJson(QJsonDocument(json).toJson(), "m.cultivar");
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::DamagedModel);
}

void ModelFileTest::refusesANewerVersion()
{
    const LoadedModel model = randomModel();
    QJsonObject json = QJsonDocument::fromJson(model.description.toJson()).object();
    QVERIFY2(json.contains("format"), model.description.toJson().constData());
    json["format"] = json["format"].toInt() + 1;
    const auto keep = [](const std::string&, const torch::Tensor& value) { return value; };
    VERIFY_RESULT(writeWeights(path("new.cultivar"), model.classifier,
                               {{"cultivar", QJsonDocument(json).toJson().toStdString()}}, keep));
    QCOMPARE(loadModel(path("new.cultivar")).error().code, ErrorCode::UnsupportedModelVersion);
    VERIFY_RESULT(writeWeights(path("bare.cultivar"), model.classifier, kNoMetadata, keep));
    QCOMPARE(loadModel(path("bare.cultivar")).error().code, ErrorCode::DamagedModel);
}

void ModelFileTest::refusesWeightsThatDoNotFit()
{
    LoadedModel model = randomModel();
    const auto load = [&](const char* name) {
        return SafeTensorsFile::open(path(name)).and_then([&](const SafeTensorsFile& file) {
            return model.classifier.loadBackbone(file);
        });
    };
    VERIFY_RESULT(
        writeWeights(path("missing"), model.classifier, kNoMetadata, [](const std::string& name, auto value) {
            return name == "stage2.down.0.weight" ? torch::Tensor() : value;
        }));
    const auto missing = load("missing");
    QVERIFY(!missing.has_value());
    QCOMPARE(missing.error().code, ErrorCode::WeightsMismatch);
    QVERIFY2(missing.error().detail.contains(QStringLiteral("stage2.down.0.weight")),
             qPrintable(missing.error().detail));

    VERIFY_RESULT(
        writeWeights(path("shape"), model.classifier, kNoMetadata, [](const std::string& name, auto value) {
            return name == "stem.0.weight" ? value.slice(0, 0, 5) : value;
        }));
    const auto shape = load("shape");
    QVERIFY(!shape.has_value());
    QCOMPARE(shape.error().code, ErrorCode::WeightsMismatch);
    QVERIFY2(shape.error().detail.contains(QStringLiteral("stem.0.weight")),
             qPrintable(shape.error().detail));

    VERIFY_RESULT(
        writeWeights(path("nan"), model.classifier, kNoMetadata, [](const std::string& name, auto value) {
            if (name == "stem.0.weight")
                value.template data_ptr<float>()[7] = std::nan("");
            return value;
        }));
    const auto nan = load("nan");
    QVERIFY(!nan.has_value());
    QCOMPARE(nan.error().code, ErrorCode::DamagedWeights);
}

void ModelFileTest::leavesTheNetworkAloneWhenRefusing()
{
    LoadedModel model = randomModel();
    const auto before = model.classifier.snapshot();
    VERIFY_RESULT(
        writeWeights(path("late"), model.classifier, kNoMetadata, [](const std::string& name, auto value) {
            return name == "stage4.refine.0.weight" ? torch::Tensor() : torch::zeros_like(value);
        }));
    const auto file = SafeTensorsFile::open(path("late"));
    VERIFY_RESULT(file);
    QVERIFY(!model.classifier.loadBackbone(*file).has_value());
    const auto after = model.classifier.snapshot();
    for (std::size_t i = 0; i < before.size(); ++i)
        QVERIFY(torch::equal(before[i], after[i]));
}

void ModelFileTest::readsHalfPrecision()
{
    LoadedModel model = randomModel();
    std::vector<torch::Tensor> values;
    std::vector<TensorView> views;
    for (const auto& [name, tensor] : model.classifier.tensors()) {
        const torch::Tensor value =
            tensor.is_floating_point() ? tensor.detach().to(torch::kFloat16) : tensor.detach();
        values.push_back(value.contiguous());
        views.push_back({name,
                         tensor.is_floating_point() ? TensorType::F16 : TensorType::I64,
                         value.sizes().vec(),
                         {static_cast<const char*>(values.back().data_ptr()), qsizetype(value.nbytes())}});
    }
    VERIFY_RESULT(writeSafeTensors(path("half"), views, {}));
    LoadedModel other = randomModel(2);
    const auto file = SafeTensorsFile::open(path("half"));
    VERIFY_RESULT(file);
    VERIFY_RESULT(other.classifier.loadAll(*file));
    const auto a = model.classifier.tensors(), b = other.classifier.tensors();
    for (std::size_t i = 0; i < a.size(); ++i)
        QVERIFY2(torch::equal(b[i].second, a[i].second.to(torch::kFloat16).to(a[i].second.dtype())),
                 a[i].first.c_str());
}

/// A checkpoint of a training script with its wrappers, and one of another network, whose refusal tells what
/// is in it.
void ModelFileTest::readsPyTorchFiles()
{
    if (!Python::hasModules(QStringLiteral("torch")))
        QSKIP("python3-torch is not installed");
    LoadedModel model = randomModel(), other = randomModel(2);
    VERIFY_RESULT(writeWeights(path("source"), model.classifier, kNoMetadata,
                               [](const std::string&, auto value) { return value; }));
    const QString said =
        Python::run(QStringLiteral(R"(
import json, struct, sys, torch
with open(sys.argv[1], 'rb') as f:
    head = json.loads(f.read(struct.unpack('<Q', f.read(8))[0]))
    data = bytearray(f.read())
kinds = {'F32': torch.float32, 'I64': torch.int64}
state = {}
for name, entry in head.items():
    first, end = entry['data_offsets']
    state[name] = torch.frombuffer(data[first:end], dtype=kinds[entry['dtype']]).reshape(entry['shape'])
torch.save({'epoch': 3, 'state_dict': {'module.' + name: value for name, value in state.items()}}, sys.argv[2])
state = {name.replace('stage3.', 'layer3.'): value for name, value in state.items()}
state['stem.0.weight'] = state['stem.0.weight'][:5]
torch.save(state, sys.argv[3], _use_new_zipfile_serialization=False)
)"),
                    {toQString(path("source")), toQString(path("fits.pth")), toQString(path("other.pth"))});
    QVERIFY(!said.isNull());

    const auto fits = WeightsFile::open(path("fits.pth"));
    VERIFY_RESULT(fits);
    VERIFY_RESULT(other.classifier.loadAll(**fits));
    const auto a = model.classifier.tensors(), b = other.classifier.tensors();
    for (std::size_t i = 0; i < a.size(); ++i)
        QVERIFY2(torch::equal(a[i].second, b[i].second), a[i].first.c_str());

    const auto wrong = WeightsFile::open(path("other.pth"));
    VERIFY_RESULT(wrong);
    const auto loaded = other.classifier.loadBackbone(**wrong);
    QVERIFY(!loaded.has_value());
    QCOMPARE(loaded.error().code, ErrorCode::WeightsMismatch);
    for (const char* part : {"it lacks stage3.", "more; it has stem.0.weight [5, ", "] instead of [",
                             "it has besides layer3.", " more"})
        QVERIFY2(loaded.error().detail.contains(QLatin1String(part)), qPrintable(loaded.error().detail));
}

QTEST_GUILESS_MAIN(ModelFileTest)
#include "tst_modelfile.moc"
