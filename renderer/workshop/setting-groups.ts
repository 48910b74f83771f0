// In which order and under which headings the form shows a model's settings; one it does not know belongs to the network.

/** How the text is varied while it is read: the same words are never seen twice in the same way. */
export const AUGMENTATION = ['wordDropout', 'conditionDropout', 'freshShare'] as const

const TEXT = ['vocabularySize', 'validationShare', 'validationSpread', 'validationsPerEpoch']

const LEARNING = [
  'epochs',
  'learningRate',
  'warmupSteps',
  'steadyShare',
  'muon',
  'batchSize',
  'sequenceLength',
  'accumulation',
  'memoryMb',
  'weightDecay',
  'clipNorm',
  'averageDecay',
  'dropout',
  'recurrentDropout',
  'patience',
]

export const SETTING_GROUPS = ['network', 'learning', 'text', 'augmentation'] as const
export type SettingGroup = (typeof SETTING_GROUPS)[number]

export const groupOf = (key: string): SettingGroup => {
  if (AUGMENTATION.some((each) => each === key)) return 'augmentation'
  if (TEXT.includes(key)) return 'text'
  return LEARNING.includes(key) ? 'learning' : 'network'
}

/** In the order of the lists above, the network's own as its definition has them. */
export const inOrder = <Field extends { readonly key: string }>(
  fields: readonly Field[],
): readonly Field[] => {
  const order = [...LEARNING, ...TEXT, ...AUGMENTATION]
  return fields.toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key))
}
