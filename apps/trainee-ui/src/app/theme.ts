import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const tide: MantineColorsTuple = [
  '#e6f6f8',
  '#cfe9ed',
  '#a3d5dc',
  '#74c3cd',
  '#4fb3bf',
  '#2e9aa7',
  '#1b7f8c',
  '#136d79',
  '#0f5c66',
  '#0a4750',
];

/** Greys with a trace of the accent; index 7 is the page, 6 a surface, 4 a line. */
const dark: MantineColorsTuple = [
  '#dde4e8',
  '#b9c5cc',
  '#9aa8b0',
  '#6b7a83',
  '#37434a',
  '#263037',
  '#1a2126',
  '#10161a',
  '#0c1114',
  '#080c0e',
];

const monospace = 'ui-monospace, "SF Mono", "JetBrains Mono", Menlo, Consolas, "Liberation Mono", monospace';

export const theme = createTheme({
  primaryColor: 'tide',
  primaryShade: { light: 6, dark: 6 },
  colors: { tide, dark },
  fontFamily: 'Inter, ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: monospace,
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.45', xl: '1.35' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '3px', md: '4px', lg: '6px', xl: '8px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: {
    sizes: {
      h1: { fontSize: '22px', lineHeight: '1.3' },
      h2: { fontSize: '16px', lineHeight: '1.35' },
      h3: { fontSize: '13px', lineHeight: '1.4' },
      h4: { fontSize: '13px', lineHeight: '1.4' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Modal: { defaultProps: { transitionProps: { duration: 100 }, closeButtonProps: { 'aria-label': 'Close' } } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    // Their `header` elements would otherwise count as banners of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    // A landmark of index.html, so that what opens over the page is not outside of all landmarks.
    Portal: { defaultProps: { target: '#overlays' } },
    Tooltip: { defaultProps: { openDelay: 300 } },
  },
});

const scheme = (light: string, darkValue: string): readonly [string, string] => [light, darkValue];

/** Names used by stylesheets here: [light, dark]. Bad and warn are for what is wrong and nothing else. */
const variables: Readonly<Record<string, readonly [string, string]>> = {
  '--fd-page': scheme('#f3f6f7', '#10161a'),
  '--fd-surface': scheme('#ffffff', '#161d21'),
  '--fd-raised': scheme('#eaf0f2', '#1f282d'),
  '--fd-line': scheme('#d3dce0', '#2c373d'),
  '--fd-text': scheme('#172126', '#dde4e8'),
  '--fd-dim': scheme('#51606a', '#9aa8b0'),
  '--fd-accent': scheme('#0f5c66', '#67c6d2'),
  '--fd-accent-soft': scheme('#d9eef1', '#17353b'),
  '--fd-bad': scheme('#b3261e', '#ff8f86'),
  '--fd-bad-soft': scheme('#fbe6e4', '#3d2020'),
  '--fd-warn': scheme('#7d5200', '#f0bb52'),
  '--fd-warn-soft': scheme('#fbf0d6', '#372b12'),
  '--fd-added': scheme('#dff3e6', '#14301f'),
  '--fd-removed': scheme('#fbe6e4', '#3a1d1f'),
  '--fd-series-1': scheme('#2369b0', '#5aa9e6'),
  '--fd-series-2': scheme('#0f6c4f', '#7fd1ae'),
  '--fd-series-3': scheme('#7a3fb0', '#c792ea'),
  '--fd-series-4': scheme('#756512', '#ddd07a'),
  '--fd-series-5': scheme('#4a55b8', '#9aa7f0'),
  '--fd-series-6': scheme('#a8386f', '#e58fb5'),
  '--fd-series-7': scheme('#10717a', '#4fc0b4'),
  '--fd-series-8': scheme('#56636b', '#b8c4cc'),
  '--mantine-color-body': scheme('#f3f6f7', '#10161a'),
  '--mantine-color-text': scheme('#172126', '#dde4e8'),
  '--mantine-color-dimmed': scheme('#51606a', '#9aa8b0'),
  '--mantine-color-placeholder': scheme('#5b6a73', '#8b9aa3'),
  '--mantine-color-error': scheme('#b3261e', '#ff8f86'),
  '--mantine-color-anchor': scheme('#0f5c66', '#67c6d2'),
  '--mantine-color-default': scheme('#ffffff', '#1a2126'),
  '--mantine-color-default-border': scheme('#b9c6cc', '#3d4a52'),
  '--mantine-color-tide-light': scheme('#d9eef1', '#17353b'),
  '--mantine-color-tide-light-color': scheme('#0f5c66', '#8ad6e0'),
  '--mantine-color-tide-text': scheme('#0f5c66', '#67c6d2'),
};

const column = (index: 0 | 1): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).map(([name, values]) => [name, values[index]]));

export const variablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: column(0), dark: column(1) });
