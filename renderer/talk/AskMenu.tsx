// Everything that can be asked for with one press, as a menu; what the chosen writer cannot do is there and dead.
import type { ReactElement } from 'react'
import { SubmenuTrigger } from 'react-aria-components'
import { useText } from '../locales/index.ts'
import { Menu, MenuItem, MenuPopover, MenuSeparator } from '../ui/index.ts'
import { CHAT_COMMANDS, commandName, variantName, type ChatCommand } from './chat-commands.ts'
import { ask, useTalk } from './talk-store.ts'

const commands: readonly ChatCommand[] = CHAT_COMMANDS

const Item = ({ command, isDisabled }: { command: ChatCommand; isDisabled: boolean }): ReactElement => {
  const { id, variants, atPlace = false } = command
  if (!variants)
    return (
      <MenuItem
        writes
        id={id}
        label={commandName(id)}
        isDisabled={isDisabled}
        onAction={() => void ask({ command: id, atPlace })}
      />
    )
  return (
    <SubmenuTrigger>
      <MenuItem writes id={id} label={commandName(id)} isDisabled={isDisabled} hasMore />
      <MenuPopover>
        <Menu aria-label={commandName(id)}>
          {variants.map((variant) => (
            <MenuItem
              writes
              key={variant}
              id={`${id} ${variant}`}
              label={variantName(id, variant)}
              onAction={() => void ask({ command: id, variant })}
            />
          ))}
        </Menu>
      </MenuPopover>
    </SubmenuTrigger>
  )
}

export const AskMenu = (): ReactElement => {
  const t = useText()
  const can = useTalk((state) => state.can)
  const busy = useTalk((state) => state.answering !== null)
  return (
    <Menu aria-label={t('talk:askMenu')} data-testid="ask-menu">
      {commands.flatMap((command, at) => [
        ...(at > 0 && command.group !== commands[at - 1]?.group
          ? [<MenuSeparator key={`line-${command.group}`} />]
          : []),
        <Item
          key={command.id}
          command={command}
          isDisabled={busy || can?.commands.some(({ id }) => id === command.id) !== true}
        />,
      ])}
    </Menu>
  )
}
