// Two suggestions side by side without their scores: which one is better? The plainest thing that a ranker can learn from.
import { Scale } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button } from '../ui/index.ts'
import { prefer } from './learning-store.ts'

interface Offered {
  readonly id: string
  readonly text: string
}

/** Neighbours first, so that a few answers set all of them in order. */
const pairsOf = (offered: readonly Offered[]): readonly (readonly [Offered, Offered])[] =>
  offered.slice(1).map((each, at) => [offered[at]!, each] as const)

export const PairChoice = ({ offered }: { readonly offered: readonly Offered[] }): ReactElement | null => {
  const t = useText()
  const [at, setAt] = useState<number | null>(null)
  const pairs = pairsOf(offered)
  if (pairs.length === 0) return null
  const pair = at === null ? undefined : pairs[at]
  if (!pair)
    return (
      <Button writes look="quiet" isDisabled={at !== null} onPress={() => setAt(0)} data-testid="compare-two">
        <Scale aria-hidden /> {t(at === null ? 'learning:whichIsBetter' : 'learning:allCompared')}
      </Button>
    )
  const answer = (better: Offered, worse: Offered): void => {
    void prefer(better.id, worse.id)
    setAt((now) => (now ?? 0) + 1)
  }
  return (
    <section className="pair-choice" aria-label={t('learning:whichIsBetter')} data-testid="pair-choice">
      <p className="quiet">{t('learning:pairOf', { number: (at ?? 0) + 1, count: pairs.length })}</p>
      {[pair, [pair[1], pair[0]] as const].map(([one, other]) => (
        <Button
          key={one.id}
          writes
          className="pair-text"
          onPress={() => answer(one, other)}
          data-testid="pair-text"
        >
          {one.text.trim()}
        </Button>
      ))}
      <Button look="quiet" onPress={() => setAt((now) => (now ?? 0) + 1)}>
        {t('learning:cannotSay')}
      </Button>
    </section>
  )
}
