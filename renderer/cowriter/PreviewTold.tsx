// What a model would be told, before anything is sent: asked for anew as the wish changes. Whoever asks is the caller's.
import { useEffect, useState, type ReactElement } from 'react'
import { ToldView, type ToldContext } from './ToldView.tsx'

/** A slider that moves asks once, when it rests. */
const REST_MS = 250

interface PreviewToldProps<Wish> {
  /** Null: nobody would be told anything. */
  readonly wish: Wish | null
  /** The same function every time. Null: whoever writes needs to be told nothing. */
  readonly ask: (wish: Wish, signal: AbortSignal) => Promise<ToldContext | null>
}

export const PreviewTold = <Wish,>({ wish, ask }: PreviewToldProps<Wish>): ReactElement | null => {
  const key = wish === null ? '' : JSON.stringify(wish)
  const [found, setFound] = useState<ToldContext | null>(null)
  useEffect(() => {
    const asked = new AbortController()
    const show = (told: ToldContext | null): void => {
      if (!asked.signal.aborted) setFound(told)
    }
    const rest = setTimeout(
      () => {
        if (key === '') show(null)
        // What is wrong with the wish is said when it is to be carried out.
        else ask(JSON.parse(key) as Wish, asked.signal).then(show, () => show(null))
      },
      key === '' ? 0 : REST_MS,
    )
    return () => {
      clearTimeout(rest)
      asked.abort()
    }
  }, [key, ask])
  return found && <ToldView told={found} heading="memory:toldBefore" />
}
