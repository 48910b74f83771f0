// The timeline in words, for readers who do not see the curve: one row per scene.
import type { ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { formatShare, formatSigned } from './format.ts'
import { useTimeline } from './timeline-store.ts'

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
              <tr key={scene.id}>
                <th scope="row">{scene.title || t('timeline:untitled')}</th>
                <td>{formatNumber(scene.to - scene.from)}</td>
                <td>{summary ? formatSigned(summary.valence) : '–'}</td>
                <td>{summary ? formatShare(summary.arousal) : '–'}</td>
                <td>{summary ? formatShare((summary.arousal * (1 - summary.valence)) / 2) : '–'}</td>
                <td>{summary ? t(`emotions:${summary.emotion}`) : '–'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
