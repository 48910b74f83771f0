// The GRU's entry in the registry.
import type { ModelDefinition } from '../types.ts'
import { gruPresets, gruSettings, type GruSettings } from './config.ts'
import { GruModel } from './model.ts'

export const gru: ModelDefinition<GruSettings> = {
  id: 'gru',
  version: 1,
  title: 'GRU',
  summary: 'A small recurrent writer: learns a book in minutes on any computer and answers at once.',
  paper: 'Cho et al. 2014, arXiv 1406.1078',
  settings: gruSettings,
  presets: gruPresets,
  create: (settings, shape, random) => new GruModel(settings, shape, random),
}
