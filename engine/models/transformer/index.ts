// The transformer's entry in the registry.
import { RMS_EPSILON } from '../../nn/ops/rms-norm.ts'
import type { ModelDefinition } from '../types.ts'
import { transformerPresets, transformerSettings, type TransformerSettings } from './config.ts'
import { TransformerModel } from './model.ts'

export const transformer: ModelDefinition<TransformerSettings> = {
  id: 'transformer',
  version: 1,
  title: 'Transformer',
  summary:
    'The main local writer: looks back at every word in its window; wants more text and more time than the GRU.',
  paper: 'Vaswani et al. 2017, arXiv 1706.03762; shaped as Llama, Touvron et al. 2023, arXiv 2302.13971',
  settings: transformerSettings,
  presets: transformerPresets,
  takesAdapters: true,
  llama: ({ layers, heads, width, hidden, sequenceLength }) => ({
    layers,
    heads,
    width,
    hidden,
    window: sequenceLength,
    normEpsilon: RMS_EPSILON,
  }),
  create: (settings, shape, random) => new TransformerModel(settings, shape, random),
}
