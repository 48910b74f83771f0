// The timeline in words, for readers who do not see the curve: one row per scene.
import { memo, type ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import type { Emotion } from './feelings.ts'
import { formatShare, formatSigned } from './format.ts'
import { useTimeline } from './timeline-store.ts'

interface SceneRowProps {
  readonly title: string
  readonly words: number
  /** Null while nothing is known of the scene. */
  readonly valence: number | null
  readonly arousal: number | null
  readonly emotion: Emotion | null
}

/** Drawn again only when its scene changed: a book has hundreds of them. */
const SceneRow = memo(({ title, words, valence, arousal, emotion }: SceneRowProps): ReactElement => {
  const t = useText()
  const share = (value: number | null): string => (value === null ? '–' : formatShare(value))
  return (
    <tr>
      <th scope="row">{title || t('timeline:untitled')}</th>
      <td>{formatNumber(words)}</td>
      <td>{valence === null ? '–' : formatSigned(valence)}</td>
      <td>{share(arousal)}</td>
      <td>{share(arousal === null || valence === null ? null : (arousal * (1 - valence)) / 2)}</td>
      <td>{emotion === null ? '–' : t(`emotions:${emotion}`)}</td>
    </tr>
  )
})
SceneRow.displayName = 'SceneRow'

export const TimelineTable = (): ReactElement => {
  const t = useText()
  const axis = useTimeline((state) => state.axis)
  const feelings = useTimeline((state) => state.feelings)
  return (
    <div className="visually-hidden">
      <table data-testid="timeline-table">
        <caption>{t('timeline:tableCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('timeline:scene')}</th>
            <th scope="col">{t('timeline:words')}</th>
            <th scope="col">{t('timeline:valence')}</th>
            <th scope="col">{t('timeline:arousal')}</th>
            <th scope="col">{t('timeline:tension')}</th>
            <th scope="col">{t('timeline:leading')}</th>
          </tr>
        </thead>
        <tbody>
          {axis.scenes.map((scene) => {
            const summary = feelings[scene.id]?.summary
            return (
              <SceneRow
                key={scene.id}
                title={scene.title}
                words={scene.to - scene.from}
                valence={summary?.valence ?? null}
                arousal={summary?.arousal ?? null}
                emotion={summary?.emotion ?? null}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
