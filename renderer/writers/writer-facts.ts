// What a writer is, in short words: size, memory, speed, abilities. The layout is others'.
import type { Writer } from '../cowriter/cowriter-options.ts'
import { currentLocale, formatNumber, t, type TextKey } from '../locales/index.ts'
import type { Source } from './writers-store.ts'

type FileCard = NonNullable<Extract<Source, { kind: 'file' }>['card']>

const formatted = (value: number, unit: string): string =>
  new Intl.NumberFormat(currentLocale(), { maximumSignificantDigits: 2, style: 'unit', unit }).format(value)

export const sizeWords = (bytes: number): string =>
  bytes < 1e9 ? formatted(Math.max(1, bytes / 1e6), 'megabyte') : formatted(bytes / 1e9, 'gigabyte')

const short = (count: number): string =>
  new Intl.NumberFormat(currentLocale(), { notation: 'compact', maximumSignificantDigits: 2 }).format(count)

/** Whether it fits, and how much it wants; an estimate made before anything is loaded. */
export const fitWords = ({ estimate }: Pick<FileCard, 'estimate'>): string =>
  t(`writers:fit-${estimate.fit}`, {
    need: sizeWords(estimate.needBytes),
    free: sizeWords(estimate.freeBytes),
  })

export const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

/** What a file says of itself. */
export const cardFacts = (card: FileCard): string[] => [
  fileName(card.path),
  `${card.architecture} ${card.quantisation}`,
  t('writers:parameters', { count: card.parameters, formatted: short(card.parameters) }),
  sizeWords(card.sizeBytes),
  t('writers:context', { count: card.contextTokens, formatted: formatNumber(card.contextTokens) }),
  ...(card.licence === null ? [] : [card.licence]),
]

const speedFact = ({ speed }: Writer): string[] => {
  if (!speed) return []
  const { wordsPerSecond, firstWordsMs } = speed
  const figure = (value: number): string => formatNumber(Number(value.toPrecision(2)))
  return [t('writers:speed', { words: figure(wordsPerSecond), seconds: figure(firstWordsMs / 1000) })]
}

/** @param sizeBytes undefined where nobody knows */
export const writerFacts = (
  writer: Writer,
  source: Source | undefined,
  sizeBytes: number | undefined,
): string[] => {
  if (source?.kind === 'file' && source.card) return [...cardFacts(source.card), ...speedFact(writer)]
  return [
    ...(source?.kind === 'server' ? [source.url] : [writer.modelId]),
    ...(writer.parameters === 0
      ? []
      : [t('writers:parameters', { count: writer.parameters, formatted: short(writer.parameters) })]),
    ...(sizeBytes === undefined ? [] : [sizeWords(sizeBytes)]),
    t('writers:context', { count: writer.contextTokens, formatted: formatNumber(writer.contextTokens) }),
    ...speedFact(writer),
  ]
}

const ABILITIES = ['instructions', 'condition', 'guidance', 'backtracking'] as const

/** What it can be asked for, and what it cannot, each with a sentence on it. */
export const abilitiesOf = ({
  abilities,
}: Pick<Writer, 'abilities'>): { readonly name: string; readonly hint: string; readonly has: boolean }[] => [
  ...ABILITIES.map((key) => ({
    name: t(`writers:can-${key}`),
    hint: t(`writers:can-${key}-hint` as TextKey),
    has: abilities[key],
  })),
  {
    name: t('writers:can-samplers', { count: abilities.samplers.length }),
    hint: t('writers:can-samplers-hint', { names: abilities.samplers.join(', ') }),
    has: true,
  },
]
