package org.xinqiao.trust.document;

/**
 * A duty of a public body by which it may ask for what government bodies share.
 *
 * @param id its id within the agreement, such as {@code labour.inspection}
 * @param nameZh its name in Chinese
 * @param nameEn its name in English
 * @param law the provision that lays it down, by its title and article
 */
public record Duty(String id, String nameZh, String nameEn, String law) {}
