// Photos, sounds, clips and documents of the project: drop them here, describe them, pin them, put them in the text.
import { FolderOpen, ImagePlus, X } from 'lucide-react'
import { useState, type DragEvent, type ReactElement } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useText, type TextKey } from '../locales/index.ts'
import { Button, Empty, IconButton, Progress } from '../ui/index.ts'
import { stopJob, useApp } from '../app/app-store.ts'
import { addMedia, stopAdding } from './add-media.ts'
import { droppedFiles, hasFiles } from './dropped-files.ts'
import { useHanding } from './hand-clips.ts'
import { MediaCard } from './MediaCard.tsx'
import { dismissFailures, useMedia } from './media-store.ts'
import { understandAll, useWaitingCount } from './understanding-store.ts'
import { RecordButton, RecordingNow } from './VoiceRecorder.tsx'
import './media.css'
import './clip.css'

const AddButtons = (): ReactElement => {
  const t = useText()
  const take = (files: FileList | null): void => void addMedia([...(files ?? [])])
  return (
    <>
      <FileTrigger allowsMultiple onSelect={take}>
        <Button writes data-testid="media-add">
          <ImagePlus aria-hidden /> {t('media:add')}
        </Button>
      </FileTrigger>
      <FileTrigger acceptDirectory onSelect={take}>
        <IconButton writes label={t('media:addFolder')}>
          <FolderOpen aria-hidden />
        </IconButton>
      </FileTrigger>
      <RecordButton />
    </>
  )
}

const Arrival = (): ReactElement | null => {
  const t = useText()
  const arrival = useMedia((state) => state.arrival)
  if (!arrival) return null
  return (
    <div className="media-arrival" role="status">
      <span>
        {arrival.name}{' '}
        {t('media:adding', { done: Math.min(arrival.done + 1, arrival.total), total: arrival.total })}
      </span>
      <Progress label={t('media:progress')} done={arrival.done} total={arrival.total} />
      <Button look="quiet" onPress={stopAdding}>
        {t('media:stop')}
      </Button>
    </div>
  )
}

/** A clip that this window decodes for the engine. */
const Decoding = (): ReactElement | null => {
  const t = useText()
  const now = useHanding((state) => state.now)
  if (!now) return null
  return (
    <div className="media-arrival" role="status" data-testid="media-decoding">
      <span>{t('media:decoding')}</span>
      <Progress label={t('media:decoding')} done={now.share} total={1} />
    </div>
  )
}

/** What is being understood in the background, or what waits for it. */
const Looking = (): ReactElement | null => {
  const t = useText()
  const waiting = useWaitingCount()
  const job = useApp((state) => state.jobs.find(({ kind }) => kind === 'senses'))
  if (job)
    return (
      <div className="media-arrival" role="status" data-testid="media-looking">
        <span>{t('media:looking', { done: Math.floor(job.done), total: job.total })}</span>
        <Progress label={t('media:lookingProgress')} done={job.done} total={job.total} />
        <Button look="quiet" onPress={() => void stopJob(job.id)}>
          {t('media:stop')}
        </Button>
      </div>
    )
  if (waiting === 0) return null
  return (
    <div className="media-arrival" data-testid="media-waiting">
      <span>{t('media:waiting', { count: waiting })}</span>
      <Button look="quiet" onPress={() => void understandAll()} data-testid="media-look">
        {t('media:look')}
      </Button>
    </div>
  )
}

const Failures = (): ReactElement | null => {
  const t = useText()
  const failures = useMedia((state) => state.failures)
  if (failures.length === 0) return null
  return (
    <div className="media-failures" role="alert" data-testid="media-failures">
      <IconButton label={t('media:dismiss')} onPress={dismissFailures}>
        <X aria-hidden />
      </IconButton>
      <b>{t('media:failedCount', { count: failures.length })}</b>
      <ul>
        {failures.map(({ name, code }, index) => (
          <li key={index}>
            {name}: {t(`errors:${code}` as TextKey)}
          </li>
        ))}
      </ul>
    </div>
  )
}

export const MediaPanel = (): ReactElement => {
  const t = useText()
  const items = useMedia((state) => state.items)
  const loaded = useMedia((state) => state.loaded)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent): void => {
    setOver(false)
    if (!hasFiles(event.dataTransfer)) return
    event.preventDefault()
    void droppedFiles(event.dataTransfer).then(addMedia)
  }
  return (
    <section
      className={over ? 'media over' : 'media'}
      aria-label={t('media:title')}
      data-testid="media"
      onDragOver={(event) => {
        if (!hasFiles(event.dataTransfer)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={drop}
    >
      <div className="media-bar">
        <AddButtons />
        <span className="spacer" />
        {items.length > 0 && <span className="quiet">{t('media:count', { count: items.length })}</span>}
      </div>
      <RecordingNow />
      <Arrival />
      <Decoding />
      <Looking />
      <Failures />
      {loaded && items.length === 0 ? (
        <Empty icon={<ImagePlus aria-hidden />} title={t('media:emptyTitle')}>
          <span>{t('media:emptyHint')}</span>
        </Empty>
      ) : (
        <ul className="media-list">
          {items.map((item) => (
            <MediaCard key={item.id} item={item} />
          ))}
        </ul>
      )}
    </section>
  )
}
