// An entry written or corrected by hand: when, where, with whom, how it felt, and what there is to say.
import { useState, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { EMOTIONS } from '../timeline/feelings.ts'
import { Button, Dialog, Select, Slider, TextField } from '../ui/index.ts'
import { today } from './calendar.ts'
import { editEntry, removeEntries, saveEntry, useLife, type Emotion, type Entry } from './life-store.ts'

const WHEN = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2})?$/u
const DAY_LENGTH = 10

const names = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、;；]/u)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
]

const Form = ({ entry }: { readonly entry: Entry | null }): ReactElement => {
  const t = useText()
  const [when, setWhen] = useState((entry?.local ?? today()).slice(0, 16).replace('T', ' '))
  const [title, setTitle] = useState(entry?.title ?? '')
  const [text, setText] = useState(entry?.text ?? '')
  const [place, setPlace] = useState(entry?.place?.name ?? '')
  const [people, setPeople] = useState(entry?.people.join(', ') ?? '')
  const [tags, setTags] = useState(entry?.tags.join(', ') ?? '')
  const [emotion, setEmotion] = useState<Emotion | 'read'>(
    entry?.mood?.by === 'hand' ? entry.mood.emotion : 'read',
  )
  const [valence, setValence] = useState(entry?.mood?.valence ?? 0)
  const isDay = WHEN.test(when) && !Number.isNaN(Date.parse(when.replace(' ', 'T')))
  const save = (): void => {
    const located = entry?.place?.name === place ? entry.place : null
    void saveEntry({
      local: when.length > DAY_LENGTH ? `${when.replace(' ', 'T')}:00` : when,
      title,
      text,
      place: place === '' ? null : (located ?? { name: place, latitude: null, longitude: null }),
      people: names(people),
      tags: names(tags),
      ...(emotion === 'read'
        ? entry?.mood && entry.mood.by !== 'hand'
          ? {}
          : { mood: null }
        : { mood: { emotion, valence, arousal: entry?.mood?.arousal ?? 0.4 } }),
    })
  }
  return (
    <>
      <div className="life-form">
        <TextField
          label={t('life:when')}
          value={when}
          onChange={setWhen}
          {...(isDay ? {} : { error: t('life:whenError') })}
          testId="life-when"
        />
        <TextField label={t('life:entryTitle')} value={title} onChange={setTitle} testId="life-title" />
        <div className="life-wide">
          <TextField
            label={t('life:entryText')}
            value={text}
            onChange={setText}
            multiline
            autoFocus
            onSubmit={() => {
              if (isDay) save()
            }}
            testId="life-words"
          />
        </div>
        <TextField label={t('life:place')} value={place} onChange={setPlace} />
        <TextField label={t('life:people')} value={people} onChange={setPeople} hint={t('life:withCommas')} />
        <TextField label={t('life:tags')} value={tags} onChange={setTags} hint={t('life:withCommas')} />
        <Select<Emotion | 'read'>
          label={t('life:feeling')}
          value={emotion}
          choices={[
            { id: 'read', label: t('life:feelingRead') },
            ...EMOTIONS.map((each) => ({ id: each, label: t(`emotions:${each}`) })),
          ]}
          onChange={setEmotion}
        />
        {emotion !== 'read' && (
          <Slider
            label={t('life:valence')}
            value={valence}
            min={-1}
            max={1}
            step={0.1}
            onChange={setValence}
          />
        )}
      </div>
      <div className="dialog-foot">
        {entry && (
          <Button look="danger" writes onPress={() => void removeEntries([entry.id])}>
            {t('life:remove')}
          </Button>
        )}
        <span className="spacer" />
        <Button look="primary" writes isDisabled={!isDay} onPress={save} data-testid="life-save">
          {t('life:save')}
        </Button>
      </div>
    </>
  )
}

export const EntryDialog = (): ReactElement => {
  const t = useText()
  const editing = useLife((state) => state.editing)
  const entry = editing === 'new' ? null : editing
  return (
    <Dialog
      title={t(entry ? 'life:editTitle' : 'life:write')}
      isOpen={editing !== null}
      onClose={() => editEntry(null)}
      widthPx={620}
      writes
      testId="life-entry-dialog"
    >
      <Form key={entry?.id ?? 'new'} entry={entry} />
    </Dialog>
  )
}
