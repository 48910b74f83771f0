// SeqGAN's entry in the registry.
import type { ModelDefinition } from '../types.ts'
import { seqganPresets, seqganSettings, type SeqganSettings } from './config.ts'
import { SeqganModel } from './model.ts'

export const seqgan: ModelDefinition<SeqganSettings> = {
  id: 'seqgan',
  version: 1,
  title: 'SeqGAN',
  summary:
    'A writer that first copies, then plays against a judge who tells its sentences from the book’s own.',
  paper: 'Yu et al. 2017, arXiv 1609.05473',
  settings: seqganSettings,
  presets: seqganPresets,
  create: (settings, shape, random) => new SeqganModel(settings, shape, random),
}
