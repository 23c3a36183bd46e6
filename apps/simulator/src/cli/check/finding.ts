/** What a check found. One line each. */
export interface Finding {
  readonly passed: boolean;
  readonly text: string;
}

export const passed = (text: string): Finding => ({ passed: true, text });
export const failed = (text: string): Finding => ({ passed: false, text });

export const lineOf = (finding: Finding): string => `${finding.passed ? 'ok  ' : 'FAIL'}  ${finding.text}`;
