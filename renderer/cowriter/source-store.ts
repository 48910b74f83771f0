// Where words of the manuscript come from that were taken from a candidate: found at the pointer or at the caret, told by the card.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { t } from '../locales/index.ts'

export type SourcedSentence = NonNullable<Outputs['cowriter']['sourcesOf']>
type Entry = Outputs['life']['get']

export interface ShownSource {
  readonly source: SourcedSentence['sources'][number]
  /** Of a diary: its words; of a file null. */
  readonly entry: Entry | null
  readonly mediaId: string | null
}

interface Shown {
  /** Of the words, in the window. */
  readonly left: number
  readonly top: number
  readonly bottom: number
  readonly sentence: SourcedSentence
  readonly sources: readonly ShownSource[]
}

export const sourceStore = createStore<{ readonly shown: Shown | null }>()(() => ({ shown: null }))
export const useSourceCard = <T>(selector: (state: { readonly shown: Shown | null }) => T): T =>
  useStore(sourceStore, selector)

/** How long the pointer rests before anybody is asked. */
const REST_MS = 350
const GENERATED = '.ProseMirror .origin[data-origin="generated"]'

let asked = 0

export const hideSources = (): void => {
  asked += 1
  if (sourceStore.getState().shown) sourceStore.setState({ shown: null })
}

/** The sentence around a place of a text. */
export const sentenceAround = (text: string, at: number): string => {
  const ends = [...text.matchAll(/[.!?…。！？]+["'”’」』)]*/gu)].map(
    ({ 0: mark, index }) => index + mark.length,
  )
  const from = ends.findLast((end) => end <= at) ?? 0
  const to = ends.find((end) => end > at) ?? text.length
  return text.slice(from, to).trim()
}

/** How far into a block a place of the page is. */
const offsetIn = (block: Element, node: Node, offset: number): number => {
  const range = document.createRange()
  range.setStart(block, 0)
  range.setEnd(node, offset)
  return range.toString().length
}

const detailOf = async (source: ShownSource['source']): Promise<ShownSource> => {
  const [kind, id = ''] = source.id.split(':')
  if (kind === 'media') return { source, entry: null, mediaId: id }
  const entry = await engine.life.get({ id }).catch(() => null)
  return { source, entry, mediaId: entry?.mediaIds[0] ?? null }
}

/** False where nothing is known of the words. */
const show = async (span: HTMLElement, node: Node, offset: number): Promise<boolean> => {
  const mine = ++asked
  const block = span.closest('[data-block-id]') ?? span
  const words = sentenceAround(block.textContent, offsetIn(block, node, offset)).slice(0, 5000)
  const candidateId = span.dataset['of'] ?? ''
  if (words === '' || candidateId === '') return false
  const sentence = await engine.cowriter.sourcesOf({ candidateId, words })
  if (sentence === null || sentence.sources.length + sentence.unsupported.length === 0) return false
  const sources = await Promise.all(sentence.sources.map(detailOf))
  if (mine !== asked || !span.isConnected) return true
  const { left, top, bottom } = span.getBoundingClientRect()
  sourceStore.setState({ shown: { left, top, bottom, sentence, sources } })
  return true
}

const spanAt = (node: Node | null): HTMLElement | null => {
  const element = node instanceof Element ? node : (node?.parentElement ?? null)
  return element?.closest<HTMLElement>(GENERATED) ?? null
}

/** For those who do not point: of the words at the caret. */
export const showSourcesAtCaret = async (): Promise<void> => {
  const selection = document.getSelection()
  const node = selection?.focusNode ?? null
  // At the end of words the caret may stand behind them.
  const span = spanAt(node) ?? spanAt(node?.previousSibling ?? null)
  try {
    const found = span !== null && node !== null && (await show(span, node, selection?.focusOffset ?? 0))
    if (!found) notify({ tone: 'info', message: t('cowriter:noSources') })
  } catch (error) {
    notifyError(error)
  }
}

const followPointer = (): void => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let over: HTMLElement | null = null
  document.addEventListener('pointermove', ({ target, clientX, clientY }) => {
    const span = spanAt(target instanceof Node ? target : null)
    if (span === null && over === null) return
    if (span !== over) hideSources()
    over = span
    clearTimeout(timer)
    if (span === null) return
    timer = setTimeout(() => {
      const place = document.caretPositionFromPoint(clientX, clientY)
      // A card that cannot be had is no reason to interrupt whoever reads.
      if (place) void show(span, place.offsetNode, place.offset).catch(() => undefined)
    }, REST_MS)
  })
  document.addEventListener('keydown', () => hideSources())
  document.addEventListener('scroll', () => hideSources(), true)
}

if (typeof document !== 'undefined') followPointer()
