// The formats in which a trained model can leave: a new one is a function and a line here.
import type { RegisteredModel } from '../models/registry.ts'
import { exportOnnx } from './export-onnx.ts'
import type { LoadedModel } from './model-file.ts'

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
  accepts(definition: RegisteredModel): boolean
  /** `options` holds a choice for every key. */
  run(loaded: LoadedModel, options: ExportOptions): Uint8Array
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
]

/** Every option with the asked or the usual choice; null for a key or a choice that there is not. */
export function chooseOptions({ options }: ModelExporter, asked: ExportOptions): ExportOptions | null {
  const isKnown = ([key, choice]: [string, string]): boolean =>
    options.some((option) => option.key === key && option.choices.includes(choice))
  if (!Object.entries(asked).every(isKnown)) return null
  return Object.fromEntries(options.map((option) => [option.key, asked[option.key] ?? option.default]))
}
