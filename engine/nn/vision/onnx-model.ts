// A pretrained ONNX model at work on one thread: numbers in, numbers out. What the numbers mean, its user knows.
import { InferenceSession, Tensor } from 'onnxruntime-node'

export interface Numbers {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

export class OnnxModel {
  readonly #session: InferenceSession

  private constructor(session: InferenceSession) {
    this.#session = session
  }

  /** Throws what ONNX Runtime says of bytes that are no model. */
  static async open(bytes: Uint8Array): Promise<OnnxModel> {
    return new OnnxModel(
      await InferenceSession.create(bytes, {
        executionProviders: ['cpu'],
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        graphOptimizationLevel: 'all',
        logSeverityLevel: 3,
      }),
    )
  }

  /** For a model with one input; its outputs in their order. */
  async run({ shape, data }: Numbers): Promise<readonly Numbers[]> {
    const { inputNames, outputNames } = this.#session
    const results = await this.#session.run({ [inputNames[0]]: new Tensor('float32', data, [...shape]) })
    return outputNames.map((name) => ({
      shape: results[name].dims,
      data: results[name].data as Float32Array,
    }))
  }
}
