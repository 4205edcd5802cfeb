"""A picture as a few vectors between two that mark its ends."""

import torch
from torch import nn


class Eyes(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.patches = nn.Conv2d(3, size, kernel_size=14, stride=14)
        self.ends = nn.Parameter(torch.zeros(2, size))

    def forward(self, images):
        seen = self.patches(images).flatten(2).transpose(1, 2)
        start, end = (mark.expand(len(images), 1, -1) for mark in self.ends)
        return torch.cat([start, seen, end], dim=1)
