// A candidate's words with where each sentence comes from: on hover, and as a list for those who do not point.
import { useEffect, useState, type ReactElement } from 'react'
import type { Outputs } from '../../engine/contract/index.ts'
import { engine } from '../engine-client/engine.ts'
import { useText, type Text } from '../locales/index.ts'
import { clockTime } from './clock-time.ts'

type Sentence = Outputs['cowriter']['sources'][number]

const wordsFor = (t: Text, { sources, unsupported }: Sentence): string => {
  const joint = t('emotions:separator')
  const from = sources.map(({ title, words, atMs }) => {
    const place = atMs === null ? title : t('cowriter:sourceAt', { title, time: clockTime(atMs) })
    return `${place} (${words.join(joint)})`
  })
  return [
    ...(from.length > 0 ? [t('cowriter:sourcesOf', { what: from.join('; ') })] : []),
    ...(unsupported.length > 0 ? [t('cowriter:unsupported', { what: unsupported.join(joint) })] : []),
  ].join('\n')
}

const kindOf = ({ sources, unsupported }: Sentence): string =>
  unsupported.length > 0 ? 'traced unsupported' : sources.length > 0 ? 'traced' : ''

/** @param candidateId null while it is being written */
export const useSources = (candidateId: string | null): readonly Sentence[] => {
  const [found, setFound] = useState<{ readonly id: string; readonly sentences: readonly Sentence[] } | null>(
    null,
  )
  useEffect(() => {
    if (candidateId === null) return
    let isWanted = true
    engine.cowriter.sources({ candidateId }).then(
      (sentences) => {
        if (isWanted) setFound({ id: candidateId, sentences })
      },
      // Without sources the words still stand.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [candidateId])
  return found !== null && found.id === candidateId ? found.sentences : []
}

export const TracedText = (props: {
  readonly text: string
  readonly sentences: readonly Sentence[]
}): ReactElement => {
  const t = useText()
  const { text, sentences } = props
  if (sentences.length === 0) return <>{text.trim()}</>
  return (
    <>
      {sentences.map((sentence, index) => {
        const after = text.slice(sentence.to, sentences[index + 1]?.from ?? text.length)
        return (
          <span key={sentence.from}>
            <span className={kindOf(sentence)} title={wordsFor(t, sentence) || undefined}>
              {text.slice(sentence.from, sentence.to)}
            </span>
            {after}
          </span>
        )
      })}
    </>
  )
}

/** The same for those who do not point. */
export const SourceList = ({
  text,
  sentences,
}: {
  readonly text: string
  readonly sentences: readonly Sentence[]
}): ReactElement | null => {
  const t = useText()
  const told = sentences.filter(({ sources, unsupported }) => sources.length + unsupported.length > 0)
  if (told.length === 0) return null
  const traced = told.filter(({ sources }) => sources.length > 0).length
  return (
    <details className="candidate-sources" data-testid="candidate-sources">
      <summary>{t('cowriter:traced', { count: traced })}</summary>
      <ul>
        {told.map((sentence) => (
          <li key={sentence.from}>
            <q>{text.slice(sentence.from, sentence.to).trim().slice(0, 60)}</q> {wordsFor(t, sentence)}
          </li>
        ))}
      </ul>
    </details>
  )
}
