package org.xinqiao.gateway.dispatch;

/** What came of asking the home city: an answer, of any kind, or none at all. */
public sealed interface Heard permits HomeAnswer, CutOff {}
