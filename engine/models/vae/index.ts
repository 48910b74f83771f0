// The variational autoencoder's entry in the registry.
import type { ModelDefinition } from '../types.ts'
import { vaePresets, vaeSettings, type VaeSettings } from './config.ts'
import { VaeModel } from './model.ts'

export const vae: ModelDefinition<VaeSettings> = {
  id: 'vae',
  version: 1,
  title: 'Variational autoencoder',
  summary:
    'Puts sentences on a map: vary one, morph one into another, or let each suggestion follow a plan of its own.',
  paper: 'Bowman et al. 2016, arXiv 1511.06349',
  hasLatentSpace: true,
  settings: vaeSettings,
  presets: vaePresets,
  create: (settings, shape, random) => new VaeModel(settings, shape, random),
}
