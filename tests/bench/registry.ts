// Every benchmark by name.
import type { Bench } from './bench.ts'
import { dialogueBench } from './dialogue-bench.ts'
import { editorBench, longEditorBench } from './editor-bench.ts'
import { analysisBench, exportBench, importBench } from './engine-benches.ts'
import { historyBench } from './history-bench.ts'
import { mediaBench } from './media-bench.ts'
import { sampleBench } from './sample-bench.ts'
import { serveBench } from './serve-bench.ts'
import { tokenizerBench } from './tokenizer-bench.ts'
import { searchBench } from './search-bench.ts'
import { ggufBench } from './gguf-bench.ts'
import { trainBench } from './train-bench.ts'

export const benches: readonly Bench[] = [
  importBench,
  analysisBench,
  exportBench,
  searchBench,
  historyBench,
  editorBench,
  longEditorBench,
  dialogueBench,
  mediaBench,
  trainBench,
  sampleBench,
  tokenizerBench,
  ggufBench,
  serveBench,
]
