package org.deconas.experiments.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.deconas.schema.ModelTrained;

/** A trained model that an experiment gave. It has no life here: which model is served is known by the inference service alone. */
@Entity
public class Model {

    @Id
    private String id;

    @Column(name = "experiment_id")
    private String experimentId;

    private String sequence;
    private int steps;

    @Column(name = "validation_psnr")
    private double validationPsnr;

    @Column(name = "bicubic_psnr")
    private double bicubicPsnr;

    private long parameters;

    @Column(name = "multiply_adds_per_pixel")
    private long multiplyAddsPerPixel;

    @Column(name = "saved_model_sha256")
    private String savedModelSha256;

    @Column(name = "saved_model_size")
    private long savedModelSize;

    protected Model() {}

    public Model(ModelTrained event) {
        id = event.modelId();
        experimentId = event.experimentId();
        sequence = event.sequence();
        steps = event.steps();
        validationPsnr = event.validationPsnr();
        bicubicPsnr = event.bicubicPsnr();
        parameters = event.parameters();
        multiplyAddsPerPixel = event.multiplyAddsPerPixel();
        savedModelSha256 = event.savedModel().sha256();
        savedModelSize = event.savedModel().size();
    }

    public String id() {
        return id;
    }

    public String sequence() {
        return sequence;
    }

    public int steps() {
        return steps;
    }

    public double validationPsnr() {
        return validationPsnr;
    }

    public double bicubicPsnr() {
        return bicubicPsnr;
    }

    public long parameters() {
        return parameters;
    }

    public long multiplyAddsPerPixel() {
        return multiplyAddsPerPixel;
    }

    public String savedModelSha256() {
        return savedModelSha256;
    }

    public long savedModelSize() {
        return savedModelSize;
    }
}
