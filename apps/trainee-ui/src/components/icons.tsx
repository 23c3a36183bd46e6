import type { ReactNode } from 'react';

const icon =
  (...paths: string[]) =>
  (props: { readonly size?: number }): ReactNode => (
    <svg
      width={props.size ?? 14}
      height={props.size ?? 14}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {paths.map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );

export const PinIcon = icon('M6 2h4l-.5 5 2 2v1h-7v-1l2-2L6 2z', 'M8 10v4');
export const BellIcon = icon('M4 11V7a4 4 0 0 1 8 0v4l1 1.5H3L4 11z', 'M6.8 14.3a1.3 1.3 0 0 0 2.4 0');
export const ChartIcon = icon('M2 13h12', 'M3 10l3-4 3 2 4-5');
export const LogIcon = icon('M3 3.5h10', 'M3 6.5h7', 'M3 9.5h10', 'M3 12.5h5');
export const TraceIcon = icon('M2 3.5h8', 'M4 6.5h6', 'M6 9.5h7', 'M9 12.5h5');
export const ChangeIcon = icon('M8 2v12', 'M8 4.5h5l-1.5 2L13 8.5H8', 'M8 8H4');
export const CodeIcon = icon('M5.5 4.5L2 8l3.5 3.5', 'M10.5 4.5L14 8l-3.5 3.5');
export const DebriefIcon = icon('M3 2.5h10v11H3z', 'M5.5 6l1 1 2-2', 'M5.5 10.5h5');
export const NotebookIcon = icon('M4 2h9v12H4z', 'M2.5 5h3', 'M2.5 8h3', 'M2.5 11h3', 'M8 6h3');
export const CloseIcon = icon('M4 4l8 8', 'M12 4l-8 8');
export const PauseIcon = icon('M5.5 3.5v9', 'M10.5 3.5v9');
export const PlayIcon = icon('M5 3l8 5-8 5z');
export const SkipIcon = icon('M3 3.5l6 4.5-6 4.5z', 'M12 3.5v9');
export const SearchIcon = icon('M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10z', 'M10.7 10.7L14 14');
export const LockIcon = icon('M3.5 7.5h9v6h-9z', 'M5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5');
export const CheckIcon = icon('M3 8.5l3.2 3.2L13 4.5');
export const CrossIcon = icon('M4 4l8 8', 'M12 4l-8 8');
export const PlusIcon = icon('M8 3v10', 'M3 8h10');
export const ChevronIcon = icon('M6 3.5l4.5 4.5L6 12.5');
export const FolderIcon = icon('M2 4h4l1.5 2H14v7H2z');
export const FileIcon = icon('M4 2h5l3 3v9H4z', 'M9 2v3h3');
export const CommitIcon = icon('M8 2v3.5', 'M8 10.5V14', 'M8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z');
export const FlagIcon = icon('M4 14V2.5', 'M4 3h8l-2 2.5L12 8H4');
export const JumpIcon = icon('M6 3h7v7', 'M13 3L5 11');
export const SunIcon = icon('M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6z', 'M8 1.5V3', 'M8 13v1.5', 'M1.5 8H3', 'M13 8h1.5');
export const MoonIcon = icon('M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z');
