// One thing of a strip as entries of the menu that takes what has no room.
import type { ReactElement } from 'react'
import { MenuSection, SubmenuTrigger } from 'react-aria-components'
import { MenuItem, MenuPopover, MenuSeparator } from './Overlay.tsx'
import type { ChoiceItem, StripItem } from './strip-item.ts'

const pictured = ({
  id,
  label,
  shortcut,
  isDisabled = false,
  icon: Icon,
}: Exclude<StripItem, ChoiceItem>) => ({
  id,
  label,
  shortcut,
  isDisabled,
  icon: <Icon aria-hidden />,
})

/** @param onPanel opens the panel of this thing beside the menu's button. */
export const StripEntry = ({
  item,
  onPanel,
}: {
  readonly item: StripItem
  readonly onPanel: () => void
}): ReactElement => {
  switch (item.kind) {
    case 'press':
      return <MenuItem {...pictured(item)} onAction={item.onPress} />
    case 'toggle':
      return (
        <MenuSection
          aria-label={item.label}
          selectionMode="multiple"
          selectedKeys={item.isOn ? [item.id] : []}
          shouldCloseOnSelect
        >
          <MenuItem {...pictured(item)} onAction={item.onToggle} />
        </MenuSection>
      )
    case 'menu':
      return (
        <SubmenuTrigger>
          <MenuItem {...pictured(item)} hasMore />
          <MenuPopover>{item.menu}</MenuPopover>
        </SubmenuTrigger>
      )
    case 'panel':
      return <MenuItem {...pictured(item)} onAction={onPanel} />
    case 'choice':
      return (
        <>
          <MenuSeparator />
          <MenuSection
            aria-label={item.label}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[item.value]}
            shouldCloseOnSelect
          >
            {item.choices.map(({ id, label, choose }) => (
              <MenuItem
                key={id}
                id={id}
                label={label}
                isDisabled={item.isDisabled ?? false}
                onAction={choose}
              />
            ))}
          </MenuSection>
        </>
      )
  }
}
