// A pretrained ONNX model at work on one thread: numbers in, numbers out. What the numbers mean, its user knows.
import { InferenceSession, Tensor } from 'onnxruntime-node'

export interface Numbers {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** A tensor for a model with several inputs. */
export type Feed =
  | { readonly type: 'float32'; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly type: 'int64'; readonly shape: readonly number[]; readonly data: BigInt64Array }
  | { readonly type: 'bool'; readonly shape: readonly number[]; readonly data: Uint8Array }

const tensorOf = (feed: Feed): Tensor => {
  const shape = [...feed.shape]
  if (feed.type === 'float32') return new Tensor('float32', feed.data, shape)
  return feed.type === 'int64' ? new Tensor('int64', feed.data, shape) : new Tensor('bool', feed.data, shape)
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

  get inputNames(): readonly string[] {
    return this.#session.inputNames
  }

  /** One output, of numbers. Throws where there is none of this name. */
  async ask(feeds: Readonly<Record<string, Feed>>, output: string): Promise<Numbers> {
    const tensors = Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, tensorOf(feed)]))
    const results = await this.#session.run(tensors, [output])
    return { shape: results[output].dims, data: results[output].data as Float32Array }
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
