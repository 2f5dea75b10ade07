// Which keys do what, and whether they do.
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Dialog } from '../../parts/dialog';
import { Check } from '../../parts/field';
import { Facts } from '../../parts/page';
import { switchShortcuts, useShortcut, useShortcutsOn } from '../../parts/shortcuts';

export function Help({ isOpen, onOpen }: { isOpen: boolean; onOpen: (isOpen: boolean) => void }) {
  const isOn = useShortcutsOn();
  useShortcut('?', () => {
    onOpen(true);
  });
  if (!isOpen) return null;
  const close = (): void => {
    onOpen(false);
  };
  return (
    <Dialog title={words.help.title} onClose={close}>
      <Facts facts={words.help.keys.map(([key = '', text = '']) => [key, text] as const)} />
      <p>{words.help.box}</p>
      <Check label={words.help.on} checked={isOn} onChange={switchShortcuts} />
      <Button kind="primary" onPress={close}>
        {words.notice.close}
      </Button>
    </Dialog>
  );
}
