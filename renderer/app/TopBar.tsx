// The top bar: project menu, what is saved, the book's words, what works here, and the way to every command.
import { ChevronDown, PanelBottom, PanelLeft, PanelRight } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button as AriaButton, MenuTrigger } from 'react-aria-components'
import { keysOf, shortcutOf, useKeymap } from '../commands/keymap.ts'
import { commandById, runCommand } from '../commands/run-command.ts'
import { shortcutLabel } from '../commands/shortcut.ts'
import { IconToggle, Menu, MenuItem, MenuPopover, MenuSeparator } from '../ui/index.ts'
import { formatNumber, useText } from '../locales/index.ts'
import { togglePanel, useApp, type Settings } from './app-store.ts'
import { TodayChip } from '../goals/TodayChip.tsx'
import { WriterChip } from '../writers/WriterChip.tsx'
import { SavedState } from './SavedState.tsx'

const PROJECT_MENU = [
  ['app.newProject', 'app.openProject', 'app.openSample'],
  ['manuscript.import', 'manuscript.export', 'life.open', 'workshop.open'],
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

/** Counted anew with every save: by itself, so that the bar is not drawn again for it. */
const BookWords = (): ReactElement => {
  const t = useText()
  const words = useApp((state) => state.project?.words ?? 0)
  return (
    <span className="top-words" data-testid="book-words">
      {t('app:words', { formatted: formatNumber(words) })}
    </span>
  )
}

export const TopBar = (): ReactElement => {
  const t = useText()
  const title = useApp((state) => state.project?.title)
  useKeymap()
  const panels = useApp((state) => state.settings.panels)
  return (
    <header className="top-bar">
      <h1 className="visually-hidden">{title}</h1>
      <ProjectMenu />
      <SavedState />
      <span className="spacer" />
      <TodayChip />
      <BookWords />
      <WriterChip />
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
      <AriaButton className="button quiet palette-button" onPress={() => void runCommand('app.palette')}>
        <span className="visually-hidden">{t('app:commandPalette')}</span>
        <kbd>{shortcutLabel(shortcutOf('app.palette') ?? '')}</kbd>
      </AriaButton>
    </header>
  )
}
