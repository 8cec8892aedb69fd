import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

interface NoticeProps {
  children: ComponentChildren;
  tone?: 'good' | 'warn' | 'bad' | 'plain';
  icon?: IconName;
  /** Read out as soon as it appears. */
  alert?: boolean;
}

export function Notice({ children, tone = 'plain', icon = 'info', alert = false }: NoticeProps) {
  return (
    <div class={`notice ${tone}`} {...(alert ? { role: 'alert' as const } : {})}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}
