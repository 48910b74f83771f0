// Subtitles of a recording or a clip: saved in either format, or read from a file; and what is said, written down by hand.
import { Captions, ChevronDown, PenLine } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { MenuTrigger } from 'react-aria-components'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { currentLocale, useText } from '../locales/index.ts'
import { saveBlob } from '../transfer/save-blob.ts'
import { Button, Menu, MenuItem, MenuPopover, MenuSeparator, TextField } from '../ui/index.ts'
import { withWords } from './finding-edits.ts'
import type { MediaItem } from './media-store.ts'
import { pickFiles } from './pick-files.ts'
import { correctFinding, takeSubtitles, useUnderstanding } from './understanding-store.ts'

const save = async (mediaId: string, format: 'srt' | 'vtt'): Promise<void> => {
  try {
    const language = currentLocale() === 'zh-CN' ? 'zh' : 'en'
    const file = await engine.media.subtitles({ mediaId, format, language })
    saveBlob(file, file.name)
  } catch (error) {
    notifyError(error)
  }
}

const read = async (mediaId: string): Promise<void> => {
  const [file] = await pickFiles({ accept: '.srt,.vtt' })
  if (file) await takeSubtitles(mediaId, file)
}

const NOTHING_SAID = { aspect: 'transcript', confidence: 1, lines: [] } as const

/** Only where nothing was heard: a transcript that is there is corrected where it stands. */
const WriteDown = ({
  item,
  onDone,
}: {
  readonly item: MediaItem
  readonly onDone: () => void
}): ReactElement => {
  const t = useText()
  const [text, setText] = useState('')
  const keep = (): void => {
    if (text.trim() !== '')
      void correctFinding(item.id, withWords({ ...NOTHING_SAID, lines: [] }, text, false))
    onDone()
  }
  return (
    <div className="finding-edit">
      <TextField
        label={t('media:writeDown')}
        hint={t('media:writeDownHint')}
        value={text}
        onChange={setText}
        multiline
        autoFocus
        onSubmit={keep}
        testId="said-words"
      />
      <Button writes onPress={keep} data-testid="said-save">
        {t('media:keepCorrection')}
      </Button>
    </div>
  )
}

export const Subtitles = ({ item }: { readonly item: MediaItem }): ReactElement | null => {
  const t = useText()
  const [writing, setWriting] = useState(false)
  const understanding = useUnderstanding(item.id)
  if (!understanding) return null
  const has = (aspect: 'transcript' | 'shots'): boolean =>
    understanding.findings.some(({ finding }) => finding.aspect === aspect)
  const canSave = has('transcript') || has('shots')
  return (
    <div className="media-subtitles">
      {!has('transcript') && (
        <Button
          look="quiet"
          writes
          aria-expanded={writing}
          onPress={() => setWriting(!writing)}
          data-testid="write-down"
        >
          <PenLine aria-hidden /> {t('media:writeDown')}
        </Button>
      )}
      <MenuTrigger>
        <Button look="quiet" data-testid="media-subtitles">
          <Captions aria-hidden /> {t('media:subtitles')} <ChevronDown aria-hidden />
        </Button>
        <MenuPopover>
          <Menu aria-label={t('media:subtitles')} disabledKeys={canSave ? [] : ['srt', 'vtt']}>
            <MenuItem id="srt" label={t('media:saveSrt')} onAction={() => void save(item.id, 'srt')} />
            <MenuItem id="vtt" label={t('media:saveVtt')} onAction={() => void save(item.id, 'vtt')} />
            <MenuSeparator />
            <MenuItem id="read" writes label={t('media:readSubtitles')} onAction={() => void read(item.id)} />
          </Menu>
        </MenuPopover>
      </MenuTrigger>
      {writing && <WriteDown item={item} onDone={() => setWriting(false)} />}
    </div>
  )
}
