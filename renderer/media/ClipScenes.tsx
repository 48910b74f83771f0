// The scenes of a clip on one line: a picture, a time and a mood each; below, the words of the one that is open, to be corrected.
import { Pencil } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { currentLocale, useText } from '../locales/index.ts'
import { EmotionMark } from '../timeline/EmotionMark.tsx'
import { Button, IconButton, Select, TextField } from '../ui/index.ts'
import { withShot } from './finding-edits.ts'
import { formatDuration } from './media-facts.ts'
import type { MediaItem } from './media-store.ts'
import { useMediaUrl } from './media-url.ts'
import { correctFinding, useChoices, type FindingOf } from './understanding-store.ts'

const PAST_CUT_MS = 150

type Shots = FindingOf<'shots'>
type Shot = Shots['shots'][number]

const captionIn = ({ caption }: Shot): string =>
  (currentLocale() === 'zh-CN' ? caption?.zh : caption?.en) ?? ''

const Frame = ({ mediaId, shot }: { readonly mediaId: string; readonly shot: Shot }): ReactElement => {
  const { url } = useMediaUrl(mediaId, `frame-${shot.keyMs}`)
  return <span className="clip-frame">{url && <img src={url} alt="" loading="lazy" />}</span>
}

/** How long each scene is and how it felt, to scale. Those who cannot see it have the strip. */
const Moods = (props: {
  readonly shots: readonly Shot[]
  readonly atMs: number
  readonly onSeek: (ms: number) => void
}): ReactElement => {
  const wholeMs = props.shots.at(-1)?.toMs ?? 0
  return (
    <div
      className="clip-moods"
      aria-hidden
      data-testid="clip-moods"
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        props.onSeek(((event.clientX - box.left) / box.width) * wholeMs)
      }}
    >
      {props.shots.map(({ fromMs, toMs, feeling }) => (
        <span
          key={fromMs}
          style={{
            flexGrow: Math.max(1, toMs - fromMs),
            background: feeling ? `var(--${feeling.emotion})` : 'var(--line)',
            height: `${Math.round(35 + 65 * (feeling?.arousal ?? 0))}%`,
          }}
        />
      ))}
      <i style={{ insetInlineStart: `${wholeMs > 0 ? Math.min(100, (100 * props.atMs) / wholeMs) : 0}%` }} />
    </div>
  )
}

const ShotEdit = (props: {
  readonly item: MediaItem
  readonly finding: Shots
  readonly index: number
  readonly onDone: () => void
}): ReactElement => {
  const t = useText()
  const shot = props.finding.shots[props.index]!
  const choices = useChoices()
  const [words, setWords] = useState(captionIn(shot))
  const [emotion, setEmotion] = useState(shot.feeling?.emotion ?? 'neutral')
  const save = (): void => {
    const chinese = currentLocale() === 'zh-CN'
    void correctFinding(
      props.item.id,
      withShot(props.finding, props.index, { words, emotion, chinese, choices }),
    )
    props.onDone()
  }
  return (
    <div className="finding-edit">
      <TextField
        label={t('media:sceneWords')}
        value={words}
        onChange={setWords}
        multiline
        autoFocus
        onSubmit={save}
        testId="scene-words"
      />
      <Select
        label={t('media:aspect_mood')}
        value={emotion}
        choices={choices.emotion.map((id) => ({ id, label: t(`emotions:${id}`) }))}
        onChange={setEmotion}
        testId="scene-mood"
      />
      <Button writes onPress={save} data-testid="scene-save">
        {t('media:keepCorrection')}
      </Button>
    </div>
  )
}

export const ClipScenes = (props: {
  readonly item: MediaItem
  readonly finding: Shots
  readonly atMs: number
  readonly onSeek: (ms: number) => void
}): ReactElement | null => {
  const t = useText()
  const { item, finding, atMs, onSeek } = props
  const [editing, setEditing] = useState<number | null>(null)
  const { shots } = finding
  const found = shots.findIndex(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs)
  const open = found < 0 ? (atMs > 0 ? shots.length - 1 : 0) : found
  const shot = shots[open]
  if (!shot) return null
  const words = captionIn(shot)
  return (
    <section className="clip-scenes" aria-label={t('media:scenes')} data-testid="clip-scenes">
      <Moods shots={shots} atMs={atMs} onSeek={onSeek} />
      <ListBox
        className="clip-strip"
        aria-label={t('media:scenes')}
        orientation="horizontal"
        layout="stack"
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={[open]}
        onSelectionChange={(keys) => {
          if (keys === 'all') return
          const [key] = keys
          const chosen = shots[Number(key)]
          // Just behind the cut: on it, a player still shows what was before.
          if (chosen) onSeek(Math.min(chosen.keyMs, chosen.fromMs + PAST_CUT_MS))
        }}
      >
        {shots.map((each, index) => (
          <ListBoxItem
            key={each.fromMs}
            id={index}
            className="clip-scene"
            textValue={t('media:sceneAt', { time: formatDuration(each.fromMs), words: captionIn(each) })}
            data-testid="clip-scene"
          >
            <Frame mediaId={item.id} shot={each} />
            <span className="clip-when">
              {each.feeling && <EmotionMark emotion={each.feeling.emotion} sizePx={8} />}
              <time>{formatDuration(each.fromMs)}</time>
            </span>
          </ListBoxItem>
        ))}
      </ListBox>
      <div className="clip-words" data-testid="clip-words">
        <p aria-live="polite">{words === '' ? t('media:nothingFound') : words}</p>
        <IconButton
          writes
          label={t('media:correctScene', { time: formatDuration(shot.fromMs) })}
          aria-expanded={editing === open}
          onPress={() => setEditing(editing === open ? null : open)}
          data-testid="correct-scene"
        >
          <Pencil aria-hidden />
        </IconButton>
      </div>
      {editing !== null && shots[editing] && (
        <ShotEdit
          key={editing}
          item={item}
          finding={finding}
          index={editing}
          onDone={() => setEditing(null)}
        />
      )}
    </section>
  )
}
