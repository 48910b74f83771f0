// Today's words in the top bar, against the daily goal where there is one; opens the goals.
import type { ReactElement } from 'react'
import { Button } from 'react-aria-components'
import { formatNumber, useText } from '../locales/index.ts'
import { openGoals, useGoals } from './goals-store.ts'

export const TodayChip = (): ReactElement | null => {
  const t = useText()
  const overview = useGoals((state) => state.overview)
  if (!overview) return null
  const words = formatNumber(overview.day.counted)
  const { dailyWords } = overview.goals
  return (
    <Button className="button quiet today-chip" onPress={openGoals} data-testid="today-words">
      {dailyWords === null
        ? t('goals:chip', { count: overview.day.counted, words })
        : t('goals:chipOf', { words, goal: formatNumber(dailyWords) })}
      {dailyWords !== null && (
        <span className="today-bar" aria-hidden>
          <i style={{ width: `${Math.min(100, (100 * overview.day.counted) / dailyWords)}%` }} />
        </span>
      )}
    </Button>
  )
}
