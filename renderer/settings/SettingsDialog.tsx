// The settings: paper, language, view, focus; and what works on this machine.
import type { ReactElement } from 'react'
import { runCommand } from '../commands/run-command.ts'
import { useApp } from '../app/app-store.ts'
import { type Settings, updateSettings, useSettings } from '../app/settings-store.ts'
import { Button, Dialog, Segmented, Select, Switch } from '../ui/index.ts'
import { useText, type TextKey } from '../locales/index.ts'
import { languageName } from '../locales/language-name.ts'
import { TYPING_LANGUAGES } from '../manuscript/smart-typing.ts'
import { Backends } from './Backends.tsx'
import { MemoryCeiling } from './MemoryCeiling.tsx'
import { SenseHelpers } from './SenseHelpers.tsx'
import { closeSettings, useSettingsOpen } from './settings-store.ts'
import './settings.css'

const THEMES = [
  ['system', 'settings:themeSystem'],
  ['light', 'settings:themeLight'],
  ['sepia', 'settings:themeSepia'],
  ['dark', 'settings:themeDark'],
] as const satisfies readonly (readonly [Settings['theme'], TextKey])[]

const LOCALES = [
  ['system', 'settings:localeSystem'],
  ['en', 'settings:localeEn'],
  ['zh-CN', 'settings:localeZh'],
] as const satisfies readonly (readonly [Settings['locale'], TextKey])[]

export const SettingsDialog = (): ReactElement => {
  const t = useText()
  const open = useSettingsOpen()
  const settings = useSettings((settings) => settings)
  const info = useApp((state) => state.info)
  const inProject = useApp((state) => state.phase === 'project')
  return (
    <Dialog title={t('settings:title')} isOpen={open} onClose={closeSettings} testId="settings-dialog">
      <div className="settings">
        <h3>{t('settings:partPage')}</h3>
        <div className="field">
          <span className="label">{t('settings:theme')}</span>
          <Segmented
            label={t('settings:theme')}
            value={settings.theme}
            choices={THEMES.map(([id, key]) => ({ id, label: t(key) }))}
            onChange={(theme) => void updateSettings({ theme })}
          />
        </div>
        <Select
          label={t('settings:locale')}
          value={settings.locale}
          choices={LOCALES.map(([id, key]) => ({ id, label: t(key) }))}
          onChange={(locale) => void updateSettings({ locale })}
        />
        <div className="field">
          <span className="label">{t('manuscript:view')}</span>
          <Segmented
            label={t('manuscript:view')}
            value={settings.view}
            choices={[
              { id: 'scene', label: t('manuscript:sceneView') },
              { id: 'continuous', label: t('manuscript:continuousView') },
            ]}
            onChange={(view) => void updateSettings({ view })}
          />
        </div>
        <Switch selected={settings.focusMode} onChange={(focusMode) => void updateSettings({ focusMode })}>
          <span>
            {t('manuscript:focusMode')}
            <small>{t('settings:focusHint')}</small>
          </span>
        </Switch>
        <Switch selected={settings.typewriter} onChange={(typewriter) => void updateSettings({ typewriter })}>
          <span>
            {t('manuscript:typewriter')}
            <small>{t('settings:typewriterHint')}</small>
          </span>
        </Switch>
        <Select
          label={t('settings:smartTyping')}
          value={settings.smartTyping}
          choices={[
            { id: 'auto', label: t('settings:smartTypingAuto') },
            { id: '', label: t('settings:smartTypingOff') },
            ...TYPING_LANGUAGES.map((id) => ({ id, label: languageName(id) })),
          ]}
          onChange={(smartTyping) => void updateSettings({ smartTyping })}
        />
        <h3>{t('settings:partModels')}</h3>
        <div className="field">
          <span className="label">{t('writers:title')}</span>
          <Button
            isDisabled={!inProject}
            onPress={() => {
              closeSettings()
              runCommand('writers.open')
            }}
          >
            {t('settings:writers')}
          </Button>
        </div>
        <div className="field">
          <span className="label">{t('service:title')}</span>
          <Button
            isDisabled={!inProject}
            onPress={() => {
              closeSettings()
              runCommand('service.open')
            }}
            data-testid="open-service"
          >
            {t('settings:service')}
          </Button>
        </div>
        <h3>{t('settings:partSenses')}</h3>
        <SenseHelpers />
        <h3>{t('settings:partMachine')}</h3>
        <Backends />
        <MemoryCeiling />
        <Switch
          selected={settings.tensorboard}
          onChange={(tensorboard) => void updateSettings({ tensorboard })}
        >
          <span>
            {t('settings:tensorboard')}
            <small>{t('settings:tensorboardHint', { folder: info?.dataDir ?? '' })}</small>
          </span>
        </Switch>
        {info && (
          <dl className="facts">
            <dt>{t('settings:engineVersion')}</dt>
            <dd>{info.version}</dd>
            <dt>{t('settings:engineData')}</dt>
            <dd>{info.dataDir}</dd>
          </dl>
        )}
      </div>
    </Dialog>
  )
}
