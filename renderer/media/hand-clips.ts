// Clips that the engine cannot decode are decoded by this window and handed over, one after another, while the writer goes on.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { CannotDecode, decodeClip } from './decode-clip.ts'
import { mediaStore, projectSignal } from './media-store.ts'
import { understandingStore, type Understanding } from './understanding-store.ts'

interface HandingState {
  /** What is being decoded here; null while nothing is. */
  readonly now: { readonly mediaId: string; readonly share: number } | null
  /** What this window cannot play. */
  readonly refused: ReadonlySet<string>
}

const handingStore = createStore<HandingState>()(() => ({ now: null, refused: new Set() }))
export const useHanding = <T>(select: (state: HandingState) => T): T => useStore(handingStore, select)

const waitsForWindow = ({ kind, analyzers }: Understanding): boolean =>
  kind === 'video' &&
  analyzers.some(({ state, problem }) => state === 'missing' && problem === 'no-clip-decoder')

const tried = new Set<string>()

const hand = async (mediaId: string, signal: AbortSignal): Promise<void> => {
  const file = await engine.media.file({ mediaId, variant: 'original' }, { signal })
  const decoded = await decodeClip(file, signal, (share) =>
    handingStore.setState({ now: { mediaId, share } }),
  )
  for await (const event of await engine.media.handClip({ mediaId, ...decoded }, { signal }))
    if (event.kind === 'understood') return
}

let isBusy = false

const handAll = async (): Promise<void> => {
  if (isBusy) return
  isBusy = true
  try {
    for (;;) {
      const signal = projectSignal()
      const waiting = [...understandingStore.getState().byMedia.values()].find(
        (each) =>
          waitsForWindow(each) &&
          !tried.has(each.mediaId) &&
          mediaStore.getState().items.some(({ id }) => id === each.mediaId),
      )
      if (!signal || !waiting) return
      const { mediaId } = waiting
      tried.add(mediaId)
      handingStore.setState({ now: { mediaId, share: 0 } })
      try {
        await hand(mediaId, signal)
      } catch (error) {
        if (error instanceof CannotDecode)
          handingStore.setState(({ refused }) => ({ refused: new Set([...refused, mediaId]) }))
        // A project that closed meanwhile takes its clips up again when it is opened.
        else if (signal.aborted) tried.delete(mediaId)
        else notifyError(error)
      }
    }
  } finally {
    isBusy = false
    handingStore.setState({ now: null })
  }
}

understandingStore.subscribe(() => void handAll())
mediaStore.subscribe(() => void handAll())
