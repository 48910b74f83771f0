// The formats in which a trained model can leave: a new one is a function and a line here.
import type { RegisteredModel } from '../models/registry.ts'
import { CONDITION_EMOTIONS, type Condition } from '../models/condition.ts'
import { exportOnnx } from './export-onnx.ts'
import { exportGguf } from './gguf/export-gguf.ts'
import type { Precision } from './gguf/gguf-file.ts'
import type { LoadedModel, ModelCard } from './model-file.ts'

/** Choices by option key. */
export type ExportOptions = Readonly<Record<string, string>>

export interface ModelExporter {
  readonly id: string
  readonly title: string
  /** Without the dot. */
  readonly extension: string
  readonly options: readonly {
    readonly key: string
    readonly title: string
    readonly choices: readonly string[]
    readonly default: string
  }[]
  accepts(definition: RegisteredModel, card: Pick<ModelCard, 'adapter'>): boolean
  /**
   * @param options a choice for every key
   * @param condition what the option `emotion` means, for formats in which it becomes part of the weights
   */
  run(loaded: LoadedModel, options: ExportOptions, condition?: Condition): Uint8Array
}

export const modelExporters: readonly ModelExporter[] = [
  {
    id: 'onnx',
    title: 'ONNX',
    extension: 'onnx',
    options: [],
    accepts: () => true,
    run: ({ model }) => exportOnnx(model),
  },
  {
    id: 'gguf',
    title: 'GGUF',
    extension: 'gguf',
    options: [
      { key: 'precision', title: 'Precision', choices: ['f16', 'f32', 'q8_0'], default: 'f16' },
      { key: 'emotion', title: 'Feeling', choices: ['none', ...CONDITION_EMOTIONS], default: 'none' },
    ],
    accepts: ({ llama }, { adapter }) => llama !== null && adapter?.kind !== 'prefix',
    run: (loaded, { precision }, condition) =>
      exportGguf(loaded, loaded.definition.llama!(loaded.card.settings), {
        precision: precision as Precision,
        ...(condition ? { condition } : {}),
      }),
  },
]

/** Every option with the asked or the usual choice; null for a key or a choice that there is not. */
export function chooseOptions({ options }: ModelExporter, asked: ExportOptions): ExportOptions | null {
  const isKnown = ([key, choice]: [string, string]): boolean =>
    options.some((option) => option.key === key && option.choices.includes(choice))
  if (!Object.entries(asked).every(isKnown)) return null
  return Object.fromEntries(options.map((option) => [option.key, asked[option.key] ?? option.default]))
}
