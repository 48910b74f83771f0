// The top bar: project menu, what is saved, today's words, who writes, and the way to every command.
import { ChevronDown, PanelBottom, PanelLeft, PanelRight } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button as AriaButton, MenuTrigger } from 'react-aria-components'
import { keysOf, shortcutOf, useKeymap } from '../commands/keymap.ts'
import { commandById, runCommand } from '../commands/run-command.ts'
import { shortcutLabel } from '../commands/shortcut.ts'
import { IconToggle, Menu, MenuItem, MenuPopover, MenuSeparator } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { useApp } from './app-store.ts'
import { type Settings, togglePanel, useSettings } from './settings-store.ts'
import { TodayChip } from '../goals/TodayChip.tsx'
import { WriterChip } from '../writers/WriterChip.tsx'
import { SavedState } from './SavedState.tsx'

const PROJECT_MENU = [
  ['app.newProject', 'app.openProject', 'app.openSample'],
  ['manuscript.import', 'manuscript.export', 'life.open', 'dialogue.open', 'workshop.open'],
  ['search.open', 'history.open', 'safety.open'],
  ['app.projectDetails', 'app.save', 'settings.open', 'app.tour', 'app.shortcuts', 'app.about'],
  ['app.closeProject'],
] as const

const PANELS = [
  ['binder', PanelLeft],
  ['timeline', PanelBottom],
  ['side', PanelRight],
] as const satisfies readonly (readonly [keyof Settings['panels'], typeof PanelLeft])[]

const ProjectMenu = (): ReactElement => {
  const t = useText()
  const title = useApp((state) => state.project?.title ?? '')
  return (
    <MenuTrigger>
      <AriaButton
        className="project-button"
        aria-label={`${title}: ${t('app:projectMenu')}`}
        data-testid="project-menu"
      >
        <b>{title}</b>
        <ChevronDown aria-hidden />
      </AriaButton>
      <MenuPopover placement="bottom start">
        <Menu aria-label={t('app:projectMenu')} onAction={(id) => void runCommand(String(id))}>
          {PROJECT_MENU.flatMap((group, index) => [
            ...(index > 0 ? [<MenuSeparator key={`line-${index}`} />] : []),
            ...group.flatMap((id) => {
              const command = commandById(id)
              return command
                ? [
                    <MenuItem
                      key={id}
                      id={id}
                      label={command.title()}
                      shortcut={keysOf(command)}
                      isDisabled={command.enabled?.() === false}
                    />,
                  ]
                : []
            }),
          ])}
        </Menu>
      </MenuPopover>
    </MenuTrigger>
  )
}

const PanelToggles = (): ReactElement => {
  const t = useText()
  const panels = useSettings((settings) => settings.panels)
  return (
    <div className="panel-toggles" role="group" aria-label={t('app:menuView')}>
      {PANELS.map(([panel, Icon]) => (
        <IconToggle
          key={panel}
          label={commandById(`app.toggle-${panel}`)?.title() ?? panel}
          shortcut={shortcutLabel(shortcutOf(`app.toggle-${panel}`) ?? '')}
          isSelected={panels[panel]}
          onChange={() => void togglePanel(panel)}
        >
          <Icon />
        </IconToggle>
      ))}
    </div>
  )
}

/** @param props.inRoom the manuscript and its panels are out of sight: what shows and hides them is too. */
export const TopBar = ({ inRoom }: { readonly inRoom: boolean }): ReactElement => {
  const t = useText()
  const title = useApp((state) => state.project?.title)
  useKeymap()
  return (
    <header className="top-bar">
      <h1 className="visually-hidden">{title}</h1>
      <ProjectMenu />
      <SavedState />
      <span className="spacer" />
      <TodayChip />
      <WriterChip />
      {!inRoom && <PanelToggles />}
      <AriaButton className="button quiet palette-button" onPress={() => void runCommand('app.palette')}>
        <span className="visually-hidden">{t('app:commandPalette')}</span>
        <kbd>{shortcutLabel(shortcutOf('app.palette') ?? '')}</kbd>
      </AriaButton>
    </header>
  )
}
