// Who writes down what is said and who says what pictures show: programs, files and servers that the writer lends.
import { useEffect, useState, type ReactElement, type ReactNode } from 'react'
import { chooseSource } from '../app/choose-file.ts'
import { useText, type TextKey } from '../locales/index.ts'
import { languageName } from '../locales/language-name.ts'
import { Button, Select, TextField } from '../ui/index.ts'
import { chooseHelpers, loadSenseHelpers, useSenseHelpers } from './sense-helpers-store.ts'

const LANGUAGES = ['auto', 'en', 'zh', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'nl', 'pt', 'ru'] as const

const PathField = (props: {
  readonly label: string
  readonly value: string
  readonly onChange: (path: string) => void
  readonly kind: 'files' | 'folder'
  readonly testId: string
}): ReactElement => {
  const t = useText()
  const browse = async (): Promise<void> => {
    const [path] = await chooseSource(props.kind, [], props.label, props.label)
    if (path !== undefined) props.onChange(path)
  }
  return (
    <div className="path-field">
      <TextField label={props.label} value={props.value} onChange={props.onChange} testId={props.testId} />
      <Button onPress={() => void browse()} aria-label={t('settings:browseFor', { what: props.label })}>
        {t('settings:browse')}
      </Button>
    </div>
  )
}

/** What has to be named before it can help, and the button that takes it. */
const HelperForm = (props: {
  readonly isReady: boolean
  readonly onUse: () => Promise<void>
  readonly testId: string
  readonly children: ReactNode
}): ReactElement => {
  const t = useText()
  return (
    <div className="helper-form">
      {props.children}
      <Button isDisabled={!props.isReady} onPress={() => void props.onUse()} data-testid={props.testId}>
        {t('settings:useHelper')}
      </Button>
    </div>
  )
}

const Trouble = ({ code }: { readonly code: string | null }): ReactElement | null => {
  const t = useText()
  if (code === null) return null
  return <small role="status">{t(`media:problem_${code.replaceAll('-', '_')}` as TextKey)}</small>
}

const Whisper = ({ onDone }: { readonly onDone: () => void }): ReactElement | null => {
  const t = useText()
  const helpers = useSenseHelpers((state) => state.helpers)
  const chosen = helpers?.recognizer.kind === 'whisper' ? helpers.recognizer : null
  const [program, setProgram] = useState(chosen?.program ?? helpers?.found.whisper ?? '')
  const [model, setModel] = useState(chosen?.model ?? '')
  const [language, setLanguage] = useState(chosen?.language ?? 'auto')
  const use = async (): Promise<void> => {
    if (await chooseHelpers({ recognizer: { kind: 'whisper', program, model, language } })) onDone()
  }
  return (
    <HelperForm isReady={program.trim() !== '' && model.trim() !== ''} onUse={use} testId="whisper-use">
      <PathField
        label={t('settings:whisperProgram')}
        value={program}
        onChange={setProgram}
        kind="files"
        testId="whisper-program"
      />
      <PathField
        label={t('settings:whisperModel')}
        value={model}
        onChange={setModel}
        kind="files"
        testId="whisper-model"
      />
      <Select
        label={t('settings:spokenLanguage')}
        value={language}
        choices={LANGUAGES.map((id) => ({
          id,
          label: id === 'auto' ? t('settings:spokenAuto') : languageName(id),
        }))}
        onChange={setLanguage}
      />
    </HelperForm>
  )
}

const Speech = (): ReactElement | null => {
  const t = useText()
  const helpers = useSenseHelpers((state) => state.helpers)
  const [asking, setAsking] = useState(false)
  if (!helpers) return null
  const { recognizer, found, problems } = helpers
  const kinds = (['none', 'pocketsphinx', 'whisper'] as const).filter(
    (kind) => kind !== 'pocketsphinx' || found.pocketsphinx !== null || recognizer.kind === kind,
  )
  const shown = asking ? 'whisper' : recognizer.kind
  return (
    <div className="field">
      <Select
        label={t('settings:speech')}
        value={shown}
        choices={kinds.map((id) => ({ id, label: t(`settings:speech_${id}`) }))}
        onChange={(kind) => {
          setAsking(kind === 'whisper')
          if (kind === 'none' || kind === 'pocketsphinx') void chooseHelpers({ recognizer: { kind } })
        }}
        testId="speech-helper"
      />
      <small>{t(`settings:speechHint_${shown}`)}</small>
      <Trouble code={problems.recognizer} />
      {shown === 'whisper' && <Whisper onDone={() => setAsking(false)} />}
    </div>
  )
}

const Captions = (): ReactElement | null => {
  const t = useText()
  const helpers = useSenseHelpers((state) => state.helpers)
  const servers = useSenseHelpers((state) => state.servers)
  const chosen = helpers?.captioner
  const [folder, setFolder] = useState(chosen?.kind === 'folder' ? chosen.folder : '')
  const [asking, setAsking] = useState(false)
  if (!helpers || !chosen) return null
  const shown = asking ? 'folder' : chosen.kind === 'server' ? `server:${chosen.voice}` : chosen.kind
  const use = async (): Promise<void> => {
    if (await chooseHelpers({ captioner: { kind: 'folder', folder } })) setAsking(false)
  }
  return (
    <div className="field">
      <Select
        label={t('settings:captions')}
        value={shown}
        choices={[
          { id: 'none', label: t('settings:captions_none') },
          { id: 'folder', label: t('settings:captions_folder') },
          ...servers.map(({ id, name }) => ({
            id: `server:${id}`,
            label: t('settings:captions_server', { name }),
          })),
        ]}
        onChange={(choice) => {
          setAsking(choice === 'folder')
          const voice = /^server:(.+)$/.exec(choice)?.[1]
          if (choice === 'none') void chooseHelpers({ captioner: { kind: 'none' } })
          else if (voice !== undefined) void chooseHelpers({ captioner: { kind: 'server', voice } })
        }}
        testId="caption-helper"
      />
      <small>{t(`settings:captionsHint_${asking ? 'folder' : chosen.kind}`)}</small>
      <Trouble code={helpers.problems.captioner} />
      {shown === 'folder' && (
        <HelperForm isReady={folder.trim() !== ''} onUse={use} testId="caption-folder-use">
          <PathField
            label={t('settings:captionFolder')}
            value={folder}
            onChange={setFolder}
            kind="folder"
            testId="caption-folder"
          />
        </HelperForm>
      )}
    </div>
  )
}

export const SenseHelpers = (): ReactElement | null => {
  const t = useText()
  const helpers = useSenseHelpers((state) => state.helpers)
  useEffect(() => void loadSenseHelpers(), [])
  if (!helpers) return null
  return (
    <section className="sense-helpers" aria-label={t('settings:senses')} data-testid="sense-helpers">
      <Speech />
      <Captions />
      <div className="field">
        <span className="label">{t('settings:clips')}</span>
        <small>
          {helpers.found.ffmpeg === null
            ? t('settings:clipsByWindow')
            : t('settings:clipsByFfmpeg', { path: helpers.found.ffmpeg })}
        </small>
      </div>
    </section>
  )
}
