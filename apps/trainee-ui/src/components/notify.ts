import { notifications } from '@mantine/notifications';

/** Says something in the corner for a while. */
export function notify(tone: 'calm' | 'bad', message: string): void {
  notifications.show({
    message,
    color: tone === 'bad' ? 'red' : 'tide',
    autoClose: tone === 'bad' ? 8000 : 3000,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Close' },
  });
}
