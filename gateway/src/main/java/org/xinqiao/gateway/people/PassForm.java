package org.xinqiao.gateway.people;

/** What a pass is carried by (protocol, section 4). */
public enum PassForm {
    /** A device that holds a key: shown again and again, on line and off line. */
    DEVICE,
    /** A screen without a key of its own: one use, within a minute. */
    SCREEN,
    /** Paper, from a service window 服务窗口 or a printer at home: one use, until it expires. */
    PAPER;

    /** Whether whoever holds it can show it: nothing but its single use protects it. */
    public boolean bearer() {
        return this != DEVICE;
    }
}
