package io.clipstreams.model;

import java.util.List;

/** Asks another model for everything: for models that change a part of what one does. */
public abstract class ForwardingClipModel implements ClipModel {

  private final ClipModel model;

  protected ForwardingClipModel(ClipModel model) {
    this.model = model;
  }

  /** The model that is asked. */
  protected final ClipModel model() {
    return model;
  }

  @Override
  public float[][] encodeImages(List<Pixels> images) {
    return model.encodeImages(images);
  }

  @Override
  public Preprocessor preprocessor() {
    return model.preprocessor();
  }

  @Override
  public float[][] encodeTexts(List<String> texts) {
    return model.encodeTexts(texts);
  }

  @Override
  public ClassifierHead head(HeadSpec spec) {
    return model.head(spec);
  }

  @Override
  public boolean truncates(String text) {
    return model.truncates(text);
  }

  @Override
  public float logitScale() {
    return model.logitScale();
  }

  @Override
  public int dimension() {
    return model.dimension();
  }

  @Override
  public String fingerprint() {
    return model.fingerprint();
  }

  @Override
  public Precision precision() {
    return model.precision();
  }

  @Override
  public String device() {
    return model.device();
  }

  @Override
  public void close() {
    model.close();
  }
}
