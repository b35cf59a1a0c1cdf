import type { Env } from '@guanyi/platform/env';
import { say } from './checkout.ts';

/** What a person wants to know once everything runs, in both languages. */
export function welcome(env: Env, url: string, seed: 'demo' | 'none', startedWithinMs: number): void {
  say(`
Guanyi 关仪共享  ${url}   (${(startedWithinMs / 1000).toFixed(1)} s)
邮件 · Mail       ${env.SMTP_URL ? `→ ${new URL(env.SMTP_URL).host}` : `${url}/mailbox`}
接口 · API        ${url}/docs`);
  if (seed === 'demo') sayAccounts(env);
  say('停止 · Stop      Ctrl-C\n');
}

function sayAccounts(env: Env): void {
  const accounts = [
    ['预约人 · books', 'booker@ocean-univ.guanyi.test'],
    ['实验室主任 · approves', 'lab-manager@qingdao.guanyi.test'],
    ['机主 · checks in and out', 'keeper@qingdao.guanyi.test'],
    ['财务 · sees charges', 'finance@qingdao.guanyi.test'],
    ['平台管理 · administers', 'platform-admin@platform.guanyi.test'],
  ];
  say(`演示账号 · Demo accounts (password ${env.DEMO_PASSWORD})`);
  for (const [role, email] of accounts) say(`  ${email}   ${role}`);
}
