// One finding in words and signs; how it is corrected stands elsewhere.
import type { ReactElement } from 'react'
import { useText, type TextKey } from '../locales/index.ts'
import { EmotionMark } from '../timeline/EmotionMark.tsx'
import { formatDuration } from './media-facts.ts'
import type { Finding, FindingOf } from './understanding-store.ts'

const Palette = ({ colours }: Pick<FindingOf<'palette'>, 'colours'>): ReactElement => {
  const t = useText()
  return (
    <span className="finding-palette" role="img" aria-label={colours.map(({ hex }) => hex).join(', ')}>
      {colours.map(({ hex, share }) => (
        <span
          key={hex}
          style={{ background: hex, flexGrow: share }}
          title={t('media:colour', { hex, percent: Math.round(share * 100) })}
        />
      ))}
    </span>
  )
}

const Counted = ({
  objects,
  chinese,
}: {
  readonly objects: FindingOf<'objects'>['objects']
  readonly chinese: boolean
}) => {
  const names = objects.map(({ name, nameZh }) => (chinese ? nameZh : name))
  const groups = [...Map.groupBy(names, (name) => name)]
  return (
    <span>
      {groups
        .map(([name, all]) => (all.length > 1 ? `${name} × ${all.length}` : name))
        .join(chinese ? '、' : ', ')}
    </span>
  )
}

const Voice = ({ finding }: { readonly finding: FindingOf<'voice'> }): ReactElement => {
  const t = useText()
  return (
    <>
      <ul className="finding-stretches">
        {finding.stretches.slice(0, 8).map(({ fromMs, voice }, index) => (
          <li key={index}>
            <time>{formatDuration(fromMs)}</time>{' '}
            {t((voice === 'boredom' ? 'media:boredom' : `emotions:${voice}`) as TextKey)}
          </li>
        ))}
      </ul>
      {finding.ownRecordings !== undefined && (
        <span className="finding-trust" data-testid="finding-own-voice">
          {t('media:againstOwn', { count: finding.ownRecordings })}
        </span>
      )}
    </>
  )
}

const Sound = ({ finding }: { readonly finding: FindingOf<'sound'> }): ReactElement => {
  const t = useText()
  const parts = [
    t(`media:sound_${finding.character}`),
    finding.tempo === null ? null : t('media:tempo', { count: Math.round(finding.tempo) }),
    finding.key,
    finding.loudnessDb === null
      ? null
      : `${finding.loudnessDb < 0 ? '−' : ''}${Math.abs(Math.round(finding.loudnessDb))} dB`,
    ...finding.words.map((word) => t(`media:word_${word}`)),
  ]
  return <span>{parts.filter((part) => part !== null && part !== '').join(' · ')}</span>
}

const Place = (props: { readonly finding: FindingOf<'place'>; readonly chinese: boolean }): ReactElement => {
  const t = useText()
  const { en, zh, distanceKm } = props.finding
  const km = Math.round(distanceKm ?? 0)
  return (
    <>
      <span>{props.chinese ? zh : en}</span>
      {km > 0 && <span className="finding-trust">{t('media:placeDistance', { km })}</span>}
    </>
  )
}

export const FindingWords = (props: {
  readonly finding: Finding
  readonly chinese: boolean
}): ReactElement => {
  const t = useText()
  const { finding, chinese } = props
  switch (finding.aspect) {
    case 'palette':
      return <Palette colours={finding.colours} />
    case 'scene':
      return <span>{t(`media:scene_${finding.scene}`)}</span>
    case 'rating':
      return (
        <span>
          {[
            t(`media:rating_${finding.rating}`),
            ...finding.reasons.map((reason) => t(`media:reason_${reason}`)),
          ].join(' · ')}
        </span>
      )
    case 'light':
      return <span>{t(`media:light_${finding.light}`)}</span>
    case 'text':
      return <q className="finding-quote">{finding.lines.map(({ text }) => text).join(' / ')}</q>
    case 'faces':
      return <span>{finding.faces.map(({ feeling }) => t(`emotions:${feeling.emotion}`)).join(', ')}</span>
    case 'objects':
      return <Counted objects={finding.objects} chinese={chinese} />
    case 'speech':
      return <span>{t('media:speechShare', { percent: Math.round(finding.share * 100) })}</span>
    case 'sound':
      return <Sound finding={finding} />
    case 'voice':
      return <Voice finding={finding} />
    case 'transcript':
      return <q className="finding-quote">{finding.lines.map(({ text }) => text).join(' ')}</q>
    case 'shots':
      // They have a strip of their own, under the clip.
      return <></>
    case 'place':
      return <Place finding={finding} chinese={chinese} />
    case 'mood':
      return (
        <span className="finding-mood">
          <span aria-hidden>
            <EmotionMark emotion={finding.feeling.emotion} />
          </span>
          {t(`emotions:${finding.feeling.emotion}`)}
        </span>
      )
    case 'caption':
      return <span>{chinese ? finding.zh : finding.en}</span>
  }
}
